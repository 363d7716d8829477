#include <urp/desk/thread.hpp>

#include "desk/holder.hpp"
#include "desk/message_details.hpp"
#include "desk/strikes.hpp"
#include "desk/suggest.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/arrange.hpp"
#include "store/contact_list.hpp"
#include "store/drafts.hpp"
#include "store/erase.hpp"
#include "store/events.hpp"
#include "store/handovers.hpp"
#include "store/others.hpp"
#include "store/reading.hpp"
#include "store/retention.hpp"
#include "store/suspensions.hpp"
#include "store/suspicions.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr int most_others = 5;
constexpr int most_events = 200;  // beside the messages shown

ShowResult load(Office& office, const db::Access& db, const ShowRequest& request) {
  ShowResult result;
  result.ticket = store::get_ticket(db, request.ticket, office.now());
  if (result.ticket.merged_into) {
    result.ticket = store::get_ticket(db, store::follow_merges(db, request.ticket), office.now());
  }
  const TicketId ticket = result.ticket.id;
  if (ticket != request.ticket) result.alias = request.ticket;
  result.messages = store::list_messages(db, ticket, request.limit);
  for (auto& message : result.messages) add_details(office, db, message);
  const auto shown = static_cast<std::int64_t>(result.messages.size());
  const bool all_shown = request.limit == 0 || shown < request.limit;
  if (!all_shown) result.earlier = store::count_messages(db, ticket) - shown;
  // Whatever happened before the first message shown was left out with its neighbours.
  std::optional<TimePoint> since;
  if (result.earlier > 0) since = result.messages.front().at;
  result.events = store::list_events(db, ticket, since, most_events);
  const auto others = store::list_other_tickets(db, result.ticket.contact.id, ticket, most_others);
  for (const auto& [id, state] : others) result.others.push_back({id, state});
  result.moved = store::list_moved(db, ticket);
  if (turn_of(result.ticket.state) == Turn::office) {
    result.suggestion = suggestion_for(office.local(), db, ticket, result.ticket.presented_at);
  }
  result.readers = store::list_readers(db, ticket, office.actor().clerk,
                                       office.local().real_now() - reading_lasts, office.local().real_now());
  result.clerk_since = store::find_clerk_since(db, ticket);
  result.contact_note = store::find_note(db, result.ticket.contact.id);
  result.suspensions = store::list_suspensions(db, office.zone(), ticket);
  result.draft = store::find_draft(db, office.actor().clerk, ticket);
  result.strikes = strikes_of(db, result.ticket.contact.id);
  result.suspects = store::list_suspects(db, ticket);
  result.destroyed = store::find_destroyed(db, ticket);
  result.erased_at = store::erased_at(db, result.ticket.contact.id);
  return result;
}

/// Once a minute is enough. A courtesy to colleagues: who may only read, or finds the database busy, is not
/// kept from reading.
void note_reader(const Office::Local& local, TicketId ticket) {
  constexpr std::chrono::minutes enough{1};
  {
    const auto db = local.read();
    const std::string& clerk = local.options.actor.clerk;
    if (store::is_noted(db, ticket, clerk, false, local.real_now() - enough, local.real_now()) &&
        !store::has_handover(db, ticket, clerk)) {
      return;
    }
    store::get_revision(db, ticket);  // throws when there is none
  }
  try {
    auto db = local.write_upkeep(local.options.actor);
    store::note_reading(db, ticket, false);
    store::forget_handover(db, ticket, local.options.actor.clerk);
    db.commit();
  } catch (const Error& error) {
    if (error.fault() != Fault::busy && error.fault() != Fault::denied) throw;
  }
}

}  // namespace

void begin_editing(Office& office, TicketId ticket, bool steal) {
  auto& local = office.local();
  auto db = local.write_upkeep(local.options.actor);
  store::get_revision(db, ticket);  // throws when there is none
  if (!steal) refuse_edited(db, local, ticket);
  store::note_reading(db, ticket, true);
  db.commit();
}

void end_editing(Office& office, TicketId ticket) {
  auto& local = office.local();
  auto db = local.write_upkeep(local.options.actor);
  store::forget_reading(db, ticket);
  db.commit();
}

ShowResult show_ticket(Office& office, const ShowRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of messages cannot be {0}"), request.limit),
                _("0 shows all"));
  }
  auto& local = office.local();
  if (request.mark_read) note_reader(local, request.ticket);
  if (request.mark_read && store::has_unread(local.read(), request.ticket)) {
    // Shown and marked in one transaction: what comes a moment later stays unread.
    auto db = local.write();
    auto result = load(office, db, request);
    store::mark_read(db, request.ticket);
    db.commit();
    return result;
  }
  return load(office, local.read(), request);
}

}  // namespace urp
