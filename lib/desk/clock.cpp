#include <urp/desk/clock.hpp>

#include <algorithm>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "desk/holder.hpp"
#include "domain/deadlines.hpp"
#include "domain/say.hpp"
#include "domain/suspension.hpp"
#include "store/arrange.hpp"
#include "store/suspensions.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_note = 200;

TicketClock load(const Office::Local& office, const db::Access& db, TicketId named) {
  TicketClock clock;
  const TimePoint now = office.now();
  const auto& settings = office.options.settings;
  clock.ticket = store::get_ticket(db, named, now);
  if (clock.ticket.merged_into) clock.ticket = store::get_ticket(db, store::follow_merges(db, named), now);
  clock.days = term_days(settings, clock.ticket.kind);
  clock.by_office = settings.terms.by_kind.contains(clock.ticket.kind);
  clock.law = law_of(clock.ticket.kind);
  clock.first_answer = settings.terms.first_answer;
  clock.suspensions = store::list_suspensions(db, office.zone, clock.ticket.id);
  clock.extended = suspended_days(clock.suspensions);
  clock.suspended = std::any_of(clock.suspensions.begin(), clock.suspensions.end(),
                                [now](const Suspension& one) { return one.runs(now); });
  return clock;
}

/// As the suspensions in the table now say it.
void renew_term(db::Writer& db, const Office::Local& office, TicketId ticket, const store::ChangeView& view,
                const char* verb, std::vector<Change> changes) {
  const auto suspended = suspended_days(store::list_suspensions(db, office.zone, ticket));
  const TimePoint due =
      term_due(office.options.settings, office.zone, view.kind, view.presented_at, suspended);
  store::move_service_terms(db, ticket, view.term_due_at, due);
  const auto moved = store::move_ticket(db, ticket, view, ticket_move::Retimed{due}).changes;
  const auto seconds = [](TimePoint at) { return std::to_string(at.time_since_epoch().count()); };
  changes.push_back({"term_due_at",
                     view.term_due_at ? std::optional(seconds(*view.term_due_at)) : std::nullopt,
                     seconds(due)});
  changes.insert(changes.end(), moved.begin(), moved.end());
  db.record(verb, ticket, std::nullopt, changes);
}

void refuse_suspension(const TicketClock& clock, TermGround ground, TimePoint now) {
  const std::string name = to_string(clock.ticket.id);
  const std::string see = say(_("see: urp clock {0}"), clock.ticket.id.value);
  if (clock.suspended) throw Error(Fault::conflict, say(_("{0}: the term is suspended already"), name), see);
  if (clock.ticket.term_due_at && *clock.ticket.term_due_at < now) {
    throw Error(Fault::refused, say(_("{0}: the term is over, it cannot be suspended any more"), name), see);
  }
  const bool was = std::any_of(clock.suspensions.begin(), clock.suspensions.end(),
                               [ground](const Suspension& one) { return one.ground == ground; });
  if (was && only_once(ground)) {
    throw Error(
        Fault::refused,
        say(_("{0}: the term was suspended for information already, and the law allows it once"), name), see);
  }
}

void refuse_note(const std::optional<std::string>& note) {
  if (!note) return;
  if (note->find('\n') == note->npos && utf16_length(*note) <= longest_note) return;
  throw Error(Fault::usage, say(_("the reason is one line of at most {0} characters"), longest_note),
              _("write it shorter; what needs more room is a note: urp note T TEXT"));
}

}  // namespace

TicketClock show_clock(Office& office, TicketId ticket) {
  const auto& local = office.local();
  const auto db = local.read();
  return load(local, db, ticket);
}

TicketClock suspend_term(Office& office, const SuspendRequest& request) {
  refuse_note(request.note);
  const auto& local = office.local();
  auto db = local.write();
  const TicketId ticket = store::follow_merges(db, request.ticket);
  refuse_changed(db, request.if_revision, ticket);
  const auto view = get_for_change(db, local, ticket);
  refuse_closed(view, ticket);
  refuse_held(view, ticket, db.actor());
  refuse_suspension(load(local, db, ticket), request.ground, local.now());
  store::add_suspension(db, ticket, request.ground, request.note);
  std::vector<Change> changes = {{"ground", std::nullopt, std::string(to_name(request.ground))}};
  if (request.note) changes.push_back({"note", std::nullopt, *request.note});
  renew_term(db, local, ticket, view, "term_suspend", std::move(changes));
  auto clock = load(local, db, ticket);
  db.commit();
  return clock;
}

TicketClock resume_term(Office& office, TicketId named, std::optional<std::int64_t> if_revision) {
  const auto& local = office.local();
  auto db = local.write();
  const TicketId ticket = store::follow_merges(db, named);
  refuse_changed(db, if_revision, ticket);
  const auto view = get_for_change(db, local, ticket);
  refuse_closed(view, ticket);
  refuse_held(view, ticket, db.actor());
  const auto before = load(local, db, ticket);
  if (!before.suspended) {
    throw Error(Fault::conflict, say(_("{0}: the term is not suspended"), to_string(ticket)),
                say(_("see: urp clock {0}"), ticket.value));
  }
  store::end_suspension(db, ticket);
  renew_term(db, local, ticket, view, "term_resume",
             {{"ground", std::string(to_name(before.suspensions.back().ground)), std::nullopt}});
  auto clock = load(local, db, ticket);
  db.commit();
  return clock;
}

}  // namespace urp
