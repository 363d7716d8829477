#include <algorithm>

#include <urp/clerk_name.hpp>
#include <urp/desk/claim.hpp>

#include "desk/each_ticket.hpp"
#include "desk/holder.hpp"
#include "domain/claims.hpp"
#include "domain/say.hpp"
#include "store/drafts.hpp"
#include "store/handovers.hpp"
#include "store/receipts.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr int most_lapses = 500;  // in one call; what is left lapses with the next

void hand_over(db::Writer& db, TicketId ticket, const store::ChangeView& view,
               const std::optional<std::string>& clerk, const char* verb,
               const std::optional<std::string>& reason = std::nullopt) {
  if (clerk == db.actor().clerk) store::want_receipt(db, ticket);
  if (view.clerk == clerk) return;
  auto changes = store::move_ticket(db, ticket, view, ticket_move::Handed{clerk}).changes;
  if (reason) changes.push_back({"reason", std::nullopt, *reason});
  db.record(verb, ticket, std::nullopt, changes);
}

void check_clerk(const Settings& settings, const std::string& clerk) {
  const auto& clerks = settings.office.clerks;
  if (std::find(clerks.begin(), clerks.end(), clerk) != clerks.end()) return;
  if (clerks.empty() && !is_clerk_name(clerk)) {
    throw Error(Fault::usage,
                _("this is no name of a clerk: one line of at most 64 characters that begins with a letter"),
                _("give the clerk's login: urp assign 415 maria"));
  }
  if (clerks.empty() && is_machine_name(clerk)) {
    throw Error(Fault::refused,
                say(_("{0} is nobody who could take a case: the program is called so"), clerk),
                _("give the clerk's login: urp assign 415 maria"));
  }
  if (clerks.empty()) return;
  throw Error(Fault::not_found, say(_("\"{0}\" is not one of the office's clerks"), clerk),
              _("see the names with: urp config show"));
}

std::optional<TicketId> first_of(const db::Access& db, const TicketFilter& filter,
                                 std::span<const TicketId> but, TimePoint now) {
  const int enough = static_cast<int>(but.size()) + 1;
  for (const TicketId id : store::list_ticket_ids(db, filter, InboxSort::wait, enough, now)) {
    if (std::find(but.begin(), but.end(), id) == but.end()) return id;
  }
  return std::nullopt;
}

TicketFilter of_office(const TicketFilter& wished) {
  TicketFilter filter = wished;
  filter.states.clear();
  filter.turns = {Turn::office};
  filter.clerk.reset();
  filter.unassigned = false;
  return filter;
}

TicketFilter own(const TicketFilter& wished, const db::Writer& db) {
  TicketFilter filter = of_office(wished);
  filter.clerk = db.actor().clerk;
  return filter;
}

TicketFilter free(const TicketFilter& wished) {
  TicketFilter filter = of_office(wished);
  filter.unassigned = true;
  return filter;
}

/// The one behind `left` in the order of the inbox, and from the beginning again.
std::optional<TicketId> free_after(const db::Access& db, const TicketFilter& filter,
                                   std::optional<TicketId> left, TimePoint now) {
  auto ids = store::list_ticket_ids(db, filter, InboxSort::wait, 0, now);
  const auto here = left ? std::find(ids.begin(), ids.end(), *left) : ids.end();
  if (here != ids.end()) {
    std::rotate(ids.begin(), here, ids.end());
    ids.erase(ids.begin());
  }
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

void lapse_claims(const Office::Local& local, db::Writer& db) {
  store::lapse_claims(db, claims_lapse_until(local.options.settings, local.zone, db.now()), most_lapses);
}

[[noreturn]] TicketId nothing_to_do() {
  throw Error(Fault::not_found, _("nothing to do: no free case waits for the office"),
              _("what colleagues hold: urp inbox; what is put off: urp inbox --all"));
}

}  // namespace

TicketId next_ticket(Office& office, const TicketFilter& wished, std::span<const TicketId> but) {
  auto& local = office.local();
  auto db = local.write();
  lapse_claims(local, db);
  auto ticket = first_of(db, own(wished, db), but, db.now());
  if (ticket) store::want_receipt(db, *ticket);
  if (!ticket) {
    ticket = first_of(db, free(wished), but, db.now());
    if (ticket) hand_over(db, *ticket, store::get_change_view(db, *ticket), db.actor().clerk, "take");
  }
  db.commit();
  return ticket ? *ticket : nothing_to_do();
}

SkipResult skip_ticket(Office& office, const TicketFilter& wished) {
  auto& local = office.local();
  auto db = local.write();
  lapse_claims(local, db);
  SkipResult result;
  result.left = first_of(db, own(wished, db), {}, db.now());
  if (result.left)
    hand_over(db, *result.left, store::get_change_view(db, *result.left), std::nullopt, "release");
  auto ticket = first_of(db, own(wished, db), {}, db.now());
  if (!ticket) ticket = free_after(db, free(wished), result.left, db.now());
  if (!ticket) nothing_to_do();
  hand_over(db, *ticket, store::get_change_view(db, *ticket), db.actor().clerk, "take");
  db.commit();
  result.ticket = *ticket;
  return result;
}

BulkResult take_tickets(Office& office, const TakeRequest& request) {
  auto& local = office.local();
  return each_ticket(local, request.tickets, request.dry_run, [&](db::Writer& db, TicketId ticket) {
    const auto view = get_for_change(db, local, ticket);
    refuse_closed(view, ticket);
    if (!request.steal) refuse_held(view, ticket, db.actor());
    hand_over(db, ticket, view, db.actor().clerk, "take", request.steal);
  });
}

BulkResult release_tickets(Office& office, std::span<const TicketId> tickets, bool dry_run) {
  auto& local = office.local();
  return each_ticket(local, tickets, dry_run, [&](db::Writer& db, TicketId ticket) {
    const auto view = get_for_change(db, local, ticket);
    refuse_closed(view, ticket);
    refuse_held(view, ticket, db.actor());
    hand_over(db, ticket, view, std::nullopt, "release");
  });
}

BulkResult assign_tickets(Office& office, const AssignRequest& request) {
  auto& local = office.local();
  check_clerk(local.options.settings, request.clerk);
  return each_ticket(local, request.tickets, request.dry_run, [&](db::Writer& db, TicketId ticket) {
    const auto view = store::get_change_view(db, ticket);
    refuse_closed(view, ticket);
    if (view.clerk == request.clerk) return;
    hand_over(db, ticket, view, request.clerk, "assign", request.reason);
    store::note_handover(db, ticket, request.clerk, view.clerk, request.reason);
    if (view.clerk) store::hand_draft_over(db, ticket, *view.clerk, request.clerk);
  });
}

std::vector<TicketId> list_held(Office& office, const std::string& clerk) {
  const auto db = office.local().read();
  return store::list_held(db, clerk);
}

}  // namespace urp
