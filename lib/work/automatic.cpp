#include "work/automatic.hpp"

#include <urp/text.hpp>

#include "domain/calendar.hpp"
#include "domain/survey.hpp"
#include "store/messages.hpp"
#include "store/queue.hpp"
#include "store/survey.hpp"
#include "work/actor.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::minutes pause{1};
/// A case closed by mistake is open again by then.
constexpr std::chrono::minutes second_thought{2};
constexpr int batch = 50, no_limit = -1;
constexpr std::size_t longest_question = 1'024;  // UTF-16 units : WhatsApp's limit of an interactive body

const char* purpose_of(const AutomaticParts& parts) {
  if (parts.survey) return "survey";
  if (parts.closed) return "closed";
  return parts.reminder ? "reminder" : "receipt";
}

std::string names_of(const AutomaticParts& parts) {
  std::string names;
  const auto add = [&names](bool part, const char* name) {
    if (part) names += (names.empty() ? "" : " ") + std::string(name);
  };
  add(parts.welcome, "welcome");
  add(parts.receipt, "receipt");
  add(parts.away, "away");
  add(parts.closed, "closed");
  add(parts.survey, "survey");
  add(parts.reminder, "reminder");
  return names;
}

using Occasions = std::vector<std::pair<store::DueAutomatic, TimePoint>>;  // and when it is due

/// What nobody tells: cases that were closed, citizens who do not answer.
Occasions find_occasions(const Office::Local& office, const db::Access& db, int limit) {
  const auto& settings = office.options.settings;
  const TimePoint since = office.now() - window_length;
  Occasions found;
  if (may_speak(settings, Occasion::closed)) {
    for (const auto& due : store::list_newly_closed(db, since, limit))
      found.emplace_back(due, due.since + second_thought);
  }
  if (may_speak(settings, Occasion::waiting)) {
    for (const auto& one : store::list_newly_waiting(db, since, limit)) {
      const auto at = reminder_at(settings, office.zone, one.window_closes, one.last_word);
      if (at) found.emplace_back(one.due, *at);
    }
  }
  return found;
}

void note(db::Writer& db, const Occasions& found) {
  for (const auto& [due, not_before] : found) store::note_occasion(db, due, not_before);
}

}  // namespace

int leave_unsaid(const Office::Local& office, db::Writer& db) {
  note(db, find_occasions(office, db, no_limit));
  return store::settle_due_automatic(db, office.now());
}

bool Automatic::start_due(PassResult&) {
  if (clock_.is_ahead(office_->real_now(), office_->steady_now())) return false;
  look_around();
  const TimePoint now = office_->now();
  {
    const auto db = office_->read();
    if (store::list_due_automatic(db, now, 1).empty()) return false;
  }
  // One transaction: the message stands and its occasion is settled, or neither.
  auto db = office_->write_upkeep(worker_actor);
  for (const auto& due : store::list_due_automatic(db, now, batch)) settle(db, due);
  db.commit();
  return true;
}

/// Once a minute.
void Automatic::look_around() {
  const auto steady = office_->steady_now();
  if (looked_at_ && steady - *looked_at_ < pause) return;
  looked_at_ = steady;
  const auto found = find_occasions(*office_, office_->read(), batch);
  if (found.empty()) return;
  auto db = office_->write_upkeep(worker_actor);
  note(db, found);
  db.commit();
}

void Automatic::settle(db::Writer& db, const store::DueAutomatic& due) {
  const auto& settings = office_->options.settings;
  const auto opening = opening_at(settings.hours, office_->zone, db.now());
  auto about = store::read_automatic(db, due, db.now(), month_begin());
  about.facts.office_open = opening.open;
  about.facts.reopens = opening.next.has_value();
  about.values.next_opening = opening.next;
  about.values.service = about.service.empty() ? std::string() : service_name(settings, about.service);
  const auto decision = decide(settings, office_->zone, about.facts);
  if (decision.kind == AutomaticDecision::Kind::wait)
    return store::postpone_automatic(db, due, *decision.not_before);
  if (decision.kind == AutomaticDecision::Kind::speak) speak(db, due, about, decision.parts);
  store::settle_automatic(db, due);
}

void Automatic::speak(db::Writer& db, const store::DueAutomatic& due, const store::AutomaticCase& about,
                      const AutomaticParts& wished) {
  const auto& settings = office_->options.settings;
  const auto window = open_window(about.facts.window_closes, db.now());
  if (!window) return;
  AutomaticParts parts = wished;
  const auto words = [&] { return automatic_words(settings, office_->zone, parts, about.values, db.now()); };
  // A question with buttons has less room than a text: the office's own words go before it.
  if (parts.survey && parts.closed && utf16_length(words()) > longest_question) parts.survey = false;
  store::NewOutgoing message;
  message.ticket = due.ticket;
  message.contact = about.contact;
  message.number = about.number;
  message.text = words();
  message.automatic = true;
  message.purpose = purpose_of(parts);
  message.at = db.now();
  message.not_before = office_->real_now();
  if (parts.survey) {
    message.type = "interactive";
    message.facts = {{"asks", "choice"}};
    for (const auto& [id, title] : survey_choices(settings.office.language, due.ticket))
      message.facts.emplace_back("choice." + std::to_string(message.facts.size()), id + " " + title);
  }
  const auto ref = store::queue_message(db, *window, message);
  if (parts.survey) store::add_survey(db, due.ticket, *store::find_in_ticket(db, ref));
  db.record("automatic", ref.ticket, ref.number, {{"parts", std::nullopt, names_of(parts)}});
}

TimePoint Automatic::month_begin() const {
  const auto date = office_->zone.local(office_->now()).date;
  return office_->zone.instant(date.year() / date.month() / std::chrono::day(1), Seconds(0));
}

}  // namespace urp::work
