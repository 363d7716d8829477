#include "ticket_head.hpp"

#include <algorithm>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "say.hpp"
#include "term_words.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string capitals(const std::string& word) {
  std::string upper = word;  // states are plain ASCII in both languages
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

class TicketHead {
 public:
  TicketHead(Printer& out, const ShowResult& shown, const Office& office)
      : out_(out),
        style_(out.style()),
        shown_(shown),
        ticket_(shown.ticket),
        office_(office),
        now_(office.now()) {}

  void print() {
    if (shown_.alias)
      out_.sentence(say(_("{0} is part of {1}"), to_string(*shown_.alias), to_string(ticket_.id)));
    out_.line(style_.bold(both_edges(title(), turn(), style_.width)));
    out_.line(both_edges(person(), others(), style_.width));
    out_.line(rule(style_));
    terms();
  }

 private:
  std::string time(TimePoint at) const { return spoken_time(at, now_, office_.zone()); }
  void term(const char* label, const std::string& what, const std::string& why = {}, bool past = false) {
    const int label_columns = 13, what_columns = 18;
    std::string text = what;
    if (!why.empty()) text = pad_right(text, what_columns) + "  " + why;
    if (past) text += " !";
    const std::string line = field_line(label, text, label_columns, style_.width);
    out_.line(past ? style_.red(line) : line);
  }

  std::string title() const {
    std::string text = fmt::format("{}  {}  {}", to_string(ticket_.id), kind_word(ticket_.kind),
                                   capitals(state_word(ticket_.state)));
    if (ticket_.urgent) text += "  ! " + std::string(_("URGENT"));
    if (ticket_.clerk) {
      text += ", " + one_line(*ticket_.clerk);
      if (shown_.clerk_since) text += " " + say(_("for {0}"), short_duration(now_ - *shown_.clerk_since));
    }
    if (ticket_.outcome) text += ", " + outcome_word(*ticket_.outcome);
    return text;
  }

  std::string turn() const {
    const auto turn = turn_of(ticket_.state);
    if (!turn) return ticket_.closed_at ? say(_("closed {0}"), time(*ticket_.closed_at)) : "";
    if (*turn == Turn::citizen) return _("the citizen's turn");
    if (*turn == Turn::service) return _("the service's turn");
    if (!ticket_.waiting_since) return _("our turn");
    return say(_("our turn for {0}"), short_duration(now_ - *ticket_.waiting_since));
  }

  std::string person() const {
    const ContactSummary& contact = ticket_.contact;
    std::string text = contact_label(contact, 30);
    if (contact.phone) text += "   " + phone_words(*contact.phone);
    if (contact.username && contact.name) text += "   @" + one_line(*contact.username);
    text += "   " + to_string(contact.id) + "   " + identified_word(ticket_.identified);
    if (contact.blocked) text += "   " + std::string(_("BLOCKED"));
    return text;
  }

  std::string others() const {
    std::string text;
    for (const OtherTicket& other : shown_.others) {
      text += (text.empty() ? "" : ", ") + std::to_string(other.id.value);
      if (other.state == TicketState::closed) text += " " + state_word(other.state);
    }
    return text.empty() ? "" : say(_("others: {0}"), text);
  }

  void terms() {
    if (shown_.contact_note) term(_("Noted"), one_line(*shown_.contact_note));
    gone();
    if (ticket_.subject) term(_("Subject"), one_line(*ticket_.subject));
    taken_over();
    window();
    first_answer();
    legal_term();
    service();
    place();
    closing();
    if (ticket_.postponed_until) term(_("Put off"), say(_("until {0}"), time(*ticket_.postponed_until)));
    if (ticket_.linked_to) term(_("Follows"), to_string(*ticket_.linked_to));
    if (!ticket_.linked.empty()) term(_("Linked"), linked());
    if (!ticket_.tags.empty()) term(_("Tags"), tags());
    for (const Strikes& one : shown_.strikes) term(_("Flagged"), strike_words(one), usual_words(one));
    for (const Suspect& one : shown_.suspects) {
      term(_("Suspect"), to_string(one.ref), suspect_words(style_, one));
    }
  }

  /// Why there are no words.
  void gone() {
    if (shown_.erased_at)
      term(_("Erased"),
           say(_("{0}: with the person; the register of the cases is left"), time(*shown_.erased_at)));
    if (!shown_.destroyed) return;
    const Destroyed& one = *shown_.destroyed;
    std::string words = say(_("{0}: past its time, class {1}"), time(one.at), one_line(one.retention));
    if (!one.authorisation.empty()) words += say(_(", authorisation {0}"), one_line(one.authorisation));
    term(_("Destroyed"), words);
  }

  /// The present holder took the case from a colleague, and said why.
  void taken_over() {
    if (!ticket_.clerk) return;
    for (auto event = shown_.events.rbegin(); event != shown_.events.rend(); ++event) {
      const auto holder = change_of(*event, "clerk");
      if (!holder) continue;
      const auto reason = change_of(*event, "reason");
      if (holder->before && reason && reason->after) {
        term(_("Taken over"),
             say(_("from {0}: {1}"), one_line(*holder->before), quoted(style_, one_line(*reason->after))));
      }
      return;
    }
  }

  static std::optional<Change> change_of(const Event& event, std::string_view field) {
    for (const Change& change : event.changes) {
      if (change.field == field) return change;
    }
    return std::nullopt;
  }

  /// What is going to happen by itself is announced in time.
  void closing() {
    constexpr std::chrono::days announced{7};
    if (ticket_.state != TicketState::waiting || !ticket_.last_message_at) return;
    const TimePoint closes = *ticket_.last_message_at + office_.settings().desk.close_waiting;
    if (closes - now_ > announced) return;
    term(_("Closes"), say(_("by itself {0}"), spoken_date(closes, now_, office_.zone())),
         is_answer_under_way() ? _("not before the answer that is on its way has arrived")
                               : _("unless the citizen writes"));
  }

  bool is_answer_under_way() const {
    return std::any_of(shown_.messages.begin(), shown_.messages.end(), [](const Message& message) {
      return message.status == Delivery::queued || message.status == Delivery::parked ||
             message.status == Delivery::sending || message.status == Delivery::uncertain;
    });
  }

  /// How far its letter came.
  std::string letter_words(const Dispatch& dispatch) const {
    std::string words = dispatch_words(dispatch.state);
    const auto at = dispatch.answered_at ? dispatch.answered_at : dispatch.sent_at;
    if (at && dispatch.state != "recalled") words += " " + time(*at);
    if (dispatch.state == "uncertain")
      words += ": " + fmt::format("urp outbox resend {}/{}", ticket_.id.value, dispatch.service);
    return words;
  }

  /// With whom it is, or whom the rules propose and why.
  void service() {
    for (const Dispatch& dispatch : ticket_.dispatches) {
      term(_("Service"), service_word(office_, dispatch.service), letter_words(dispatch));
    }
    if (ticket_.dispatches.empty() && ticket_.service)
      term(_("Service"), service_word(office_, *ticket_.service));
    if (!shown_.suggestion || ticket_.service) return;
    const Suggestion& proposed = *shown_.suggestion;
    const std::string why = proposed.word.empty() ? say(_("rule {0}"), proposed.rule)
                                                  : say(_("rule {0}, word {1}"), proposed.rule,
                                                        quoted(style_, one_line(proposed.word)));
    term(_("Service"), say(_("proposed {0}: {1}"), service_word(office_, proposed.service), why));
  }

  std::string linked() const {
    std::string text;
    for (const TicketId other : ticket_.linked) text += (text.empty() ? "" : ", ") + to_string(other);
    return text;
  }

  std::string tags() const {
    std::string text;
    for (const std::string& tag : ticket_.tags) text += (text.empty() ? "" : ", ") + one_line(tag);
    return text;
  }

  void window() {
    if (!ticket_.window_closes_at) {
      return term(_("Window"), shown_.erased_at ? _("CLOSED: the person was erased, and nothing can be sent")
                                                : _("CLOSED: the citizen has not written yet"));
    }
    const TimePoint closes = *ticket_.window_closes_at;
    if (closes > now_) {
      term(_("Window"),
           say(_("open {0} ({1})"), until_time(closes, now_, office_.zone()), short_duration(closes - now_)));
    } else {
      term(_("Window"), say(_("CLOSED since {0}"), time(closes)), _("free text only after the next message"));
    }
  }

  void first_answer() {
    if (ticket_.first_answered_at) {
      term(_("1st answer"), say(_("given {0}"), time(*ticket_.first_answered_at)),
           answered_late(ticket_) ? _("late") : "");
    } else if (ticket_.first_answer_due_at && ticket_.state != TicketState::closed) {
      const auto length = exact_duration(office_.settings().terms.first_answer);
      term(_("1st answer"), say(_("by {0}"), time(*ticket_.first_answer_due_at)),
           say(_("{0} of office time; written {1}"), length, time(ticket_.presented_at)),
           *ticket_.first_answer_due_at < now_);
    }
  }

  void legal_term() {
    if (!ticket_.term_due_at || ticket_.state == TicketState::closed) return;
    const auto& settings = office_.settings();
    std::string why = say(_("{0} calendar days from {1}"), term_days(settings, ticket_.kind).count(),
                          spoken_date(ticket_.presented_at, now_, office_.zone()));
    const std::string_view law = law_of(ticket_.kind);
    if (!settings.terms.by_kind.contains(ticket_.kind))
      why += fmt::format(" ({})", law.substr(0, law.find(',')));  // its articles: urp clock
    for (const Suspension& one : shown_.suspensions)
      why += "; " + suspension_words(one, now_, office_.zone());
    term(_("Term"), say(_("by {0}"), day(*ticket_.term_due_at)), why, *ticket_.term_due_at < now_);
  }

  /// A term ends with its day: the hour 23:59 would only puzzle.
  std::string day(TimePoint at) const {
    const auto last_day = office_.zone().local(at);
    if (last_day.date == office_.zone().local(now_).date) return _("today");
    return spoken_date(at, now_, office_.zone());
  }

  void place() {
    for (auto message = shown_.messages.rbegin(); message != shown_.messages.rend(); ++message) {
      if (!message->location || message->direction != Direction::in) continue;
      const Location& place = *message->location;
      const std::string from = say(_("(from {0})"), to_string(MessageRef{*message->ticket, message->number}));
      const std::string words = place_words(place);
      return term(_("Place"), fmt::format("{:.5f}, {:.5f}", place.latitude, place.longitude),
                  words.empty() ? from : words + "  " + from);
    }
  }

  Printer& out_;
  const TerminalStyle& style_;
  const ShowResult& shown_;
  const Ticket& ticket_;
  const Office& office_;
  TimePoint now_;
};

}  // namespace

void show_ticket_head(Printer& out, const ShowResult& shown, const Office& office) {
  TicketHead(out, shown, office).print();
}

}  // namespace urp::cli
