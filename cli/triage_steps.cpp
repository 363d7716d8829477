// What triage does to a case besides answering it.
#include <urp/desk/arrange.hpp>
#include <urp/desk/canned.hpp>
#include <urp/desk/change.hpp>
#include <urp/desk/enter.hpp>
#include <urp/desk/media.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/route.hpp>
#include <urp/desk/search.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include <sstream>

#include "ask.hpp"
#include "clerk_text.hpp"
#include "layout.hpp"
#include "open_media.hpp"
#include "options.hpp"
#include "printer.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "times.hpp"
#include "triage.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// Of one case: why it was not done.
void check(const BulkResult& result) {
  if (!result.failed.empty()) throw Error(result.failed.front().second);
}

ChangeRequest change(TicketId ticket) {
  ChangeRequest request;
  request.tickets = {ticket};
  return request;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

void Triage::typed(const Command& command) {
  if (command.purpose == Purpose::answer) return check_and_send(command.text);
  const std::string text = clerk_text(command.text, _("the line"));
  if (text.empty()) return;
  switch (command.purpose) {
    case Purpose::note:
      add_note(office_, {ticket().id, text});
      untouched_ = false;
      did(N_("noted {0}"), say(_("{0}: note written"), to_string(ticket().id)));
      return reload();
    case Purpose::tag:
      return change_tag(text);
    case Purpose::later:
      return postpone(text);
    case Purpose::link:
      return link(text);
    case Purpose::search:
      return find(text);
    default:
      return;
  }
}

void Triage::picked(const Command& command) {
  constexpr TicketKind kinds[] = {TicketKind::request, TicketKind::report, TicketKind::complaint,
                                  TicketKind::suggestion, TicketKind::access};
  switch (command.purpose) {
    case Purpose::canned:
      return preview(canned_words(office_, names_[command.item], ticket().id), names_[command.item]);
    case Purpose::similar:
      return preview(answers_[command.item]);
    case Purpose::service:
      return ask_service(names_[command.item]);
    case Purpose::kind:
      check(set_kind(office_, change(ticket().id), kinds[command.item]));
      untouched_ = false;
      did(N_("classified {0}"),
          say(_("{0} is now: {1}"), to_string(ticket().id), kind_word(kinds[command.item])));
      return reload();
    case Purpose::close:
      return close(command.item);
    case Purpose::flag:
      flagged_ = messages_[command.item];
      asked_ = {};
      for (const std::string& ground : ground_names()) asked_.items.push_back(ground_word(ground));
      asked_.question = say(_("Flag {0} because of:"), to_string(flagged_));
      return ask_menu(state_, Purpose::ground, asked_.items.size());
    case Purpose::ground:
      ground_ = command.item;
      asked_ = {};
      asked_.question = say(_("{0}, {1}.  h or ENTER hides it   f only flags it   ESC: not"),
                            to_string(flagged_), ground_word(ground_names()[ground_]));
      return ask_choice(state_, Purpose::hide, in_context("keys of: hide, flag", "hf"));
    case Purpose::search: {
      const TicketId found = found_[command.item];
      history_.push_back(found);
      place_ = history_.size() - 1;
      untouched_ = false;
      return open(found);
    }
    default:
      return;
  }
}

void Triage::chosen(const Command& command) {
  const std::size_t item = command.item;
  switch (command.purpose) {
    case Purpose::preview:
      return item == 0 ? check_and_send(text_) : write_in_editor(text_);
    case Purpose::meanwhile:
      if (item == 0) return send(false, false);
      if (item == 1) {
        begun_ = shown_;
        return write_in_editor(text_);
      }
      message_ = _("kept as a draft: r opens it again");
      return reload();
    case Purpose::closed: {
      const bool can_knock = !office_.settings().reply.knock.empty();
      if (can_knock && item == 0) return send(true, false);
      if (item == (can_knock ? 1U : 0U)) return send(false, true);
      message_ = _("kept as a draft: r opens it again");
      return reload();
    }
    case Purpose::route:
      return route(item == 0);
    case Purpose::hide:
      return flag(item == 0);
    default:
      return;
  }
}

void Triage::ask_service(const std::string& slug) {
  service_ = slug;
  asked_ = {};
  asked_.question =
      say(_("Route {0} of {1} to {2}.  y or ENTER and tell the citizen   o only route it   ESC: not"),
          to_string(ticket().id), person(), service_word(office_, slug));
  ask_choice(state_, Purpose::route, in_context("keys of: route and tell, only route", "yo"));
}

void Triage::route(bool tell) {
  RouteRequest request;
  request.tickets = {ticket().id};
  request.service = service_;
  request.tell = tell;
  request.hold = tell ? resting_time(call_, office_.settings().reply.hold) : Seconds(0);
  const RouteResult result = route_tickets(office_, request);
  check(result.tickets);
  std::string words = say(_("{0} is with {1}"), to_string(ticket().id), service_word(office_, service_));
  if (!result.by_hand.empty()) words += _(", which gets no mail: hand it over by other means");
  did(N_("routed {0}"), std::move(words));
  for (const Told& told : result.told) {
    if (!told.parked) resting_.add({{told.message}, told.to, told.text, {}}, request.hold);
  }
  advance();
}

/// The citizen's message, or which of several.
void Triage::choose_flagged() {
  messages_.clear();
  for (auto message = shown_->messages.rbegin(); message != shown_->messages.rend(); ++message) {
    if (message->direction != Direction::in || !message->ticket) continue;
    messages_.push_back({*message->ticket, message->number});
    asked_.items.push_back(fmt::format("{}  {}", to_string(messages_.back()),
                                       one_line(message->text.value_or(media_words(*message)))));
  }
  if (messages_.empty()) {
    message_ = _("the citizen has written nothing here");
    return;
  }
  if (messages_.size() == 1) return picked({Command::Kind::picked, Purpose::flag});
  asked_.question = _("Flag which message?");
  ask_menu(state_, Purpose::flag, messages_.size());
}

void Triage::flag(bool hide) {
  FlagRequest request;
  request.messages = {flagged_};
  request.ground = *ground(ground_names()[ground_]);
  request.hide = hide;
  const FlagResult result = flag_messages(office_, request);
  if (!result.failed.empty()) throw Error(result.failed.front().second);
  untouched_ = false;
  did(hide ? N_("hidden {0}") : N_("flagged {0}"),
      say(hide ? _("{0}: hidden") : _("{0}: flagged"), to_string(flagged_)));
  reload();
}

void Triage::close(std::size_t outcome) {
  constexpr Outcome outcomes[] = {Outcome::answered, Outcome::resolved,  Outcome::not_ours,
                                  Outcome::rejected, Outcome::duplicate, Outcome::no_reply};
  check(close_tickets(office_, change(ticket().id), outcomes[outcome]));
  did(N_("closed {0}"), say(_("{0}: closed, {1}"), to_string(ticket().id), outcome_word(outcomes[outcome])));
  advance();
}

void Triage::postpone(const std::string& when) {
  const TimePoint until = parse_time(when, office_.now(), office_.zone());
  check(postpone_tickets(office_, change(ticket().id), until));
  did(N_("put off {0}"),
      say(_("{0}: put off {1}"), to_string(ticket().id), until_time(until, office_.now(), office_.zone())));
  advance();
}

void Triage::change_tag(const std::string& words) {
  TagRequest tags;
  for (const std::string& word : words_of(words)) {
    const bool off = word.size() > 1 && word.front() == '-';
    (off ? tags.remove : tags.add).push_back(off ? word.substr(1) : word);
  }
  check(change_tags(office_, change(ticket().id), tags));
  untouched_ = false;
  did(N_("tagged {0}"), say(_("{0}: tagged"), to_string(ticket().id)));
  reload();
}

void Triage::link(const std::string& word) {
  const TicketId other = parse_one_ticket(word, session_sources());
  link_tickets(office_, ticket().id, other);
  untouched_ = false;
  did(N_("linked {0}"), say(_("{0} and {1} name each other"), to_string(ticket().id), to_string(other)));
  reload();
}

void Triage::find(const std::string& query) {
  constexpr int most = 9;
  const SearchResult result = search(office_, {.query = query, .limit = most});
  found_.clear();
  asked_ = {};
  for (const Ticket& found : result.tickets) {
    found_.push_back(found.id);
    asked_.items.push_back(fmt::format("{}  {}, {}: {}", to_string(found.id),
                                       contact_label(found.contact, 16), state_word(found.state),
                                       preview_words(found.preview.value_or(""))));
  }
  if (found_.empty()) {
    message_ = _("nothing was found");
    return;
  }
  asked_.question = say(_("Found with {0}:"), one_line(query));
  ask_menu(state_, Purpose::search, found_.size());
}

void Triage::toggle_urgent() {
  const bool urgent = !ticket().urgent;
  check(set_urgent(office_, change(ticket().id), urgent));
  untouched_ = false;
  did(urgent ? N_("made urgent {0}") : N_("made not urgent {0}"),
      say(urgent ? _("{0} is urgent") : _("{0} is not urgent any more"), to_string(ticket().id)));
  reload();
}

void Triage::open_attachments() {
  const auto items = list_media(office_, {ticket().id, {}, {}});
  if (items.empty()) {
    message_ = _("no attachments");
    return;
  }
  const Graphics graphics = console_.graphics();  // while its keys are ours
  console_.aside([&] {
    const auto opened = open_media(items, present_look(call_), [graphics] { return graphics; });
    if (opened.trouble) tell(say("{0}\n{1}", opened.trouble->what(), opened.trouble->hint()));
    if (opened.here) ask(_("ENTER goes back to the case."));
  });
}

}  // namespace urp::cli
