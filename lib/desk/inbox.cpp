#include <urp/desk/inbox.hpp>

#include "domain/calendar.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/drafts.hpp"
#include "store/figures.hpp"
#include "store/ticket_list.hpp"

namespace urp {

namespace {

/// Of the tickets that are shown.
std::set<TicketId> among(const std::vector<Ticket>& shown, const std::set<TicketId>& marked) {
  std::set<TicketId> found;
  for (const Ticket& ticket : shown) {
    if (marked.contains(ticket.id)) found.insert(ticket.id);
  }
  return found;
}

}  // namespace

InboxResult list_inbox(Office& office, const InboxRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of lines cannot be {0}"), request.limit), _("0 shows all"));
  }
  auto& local = office.local();
  const auto now = local.now();
  const auto opening = opening_at(office.settings().hours, office.zone(), now);
  const auto db = local.read();
  InboxResult result;
  result.tickets = store::list_tickets(
      db, store::list_ticket_ids(db, request.filter, request.sort, request.limit, now), now);
  if (!request.counts) return result;
  result.failed = among(result.tickets, store::list_failed(db));
  result.drafts = among(result.tickets, store::list_drafts(db, office.actor().clerk));
  const auto shown = static_cast<std::int64_t>(result.tickets.size());
  const bool all_shown = request.limit == 0 || shown < request.limit;
  result.total = all_shown ? shown : store::count_tickets(db, request.filter, now);
  TicketFilter late;
  late.turns = {Turn::office};
  late.overdue = true;
  result.overdue = store::count_tickets(db, late, now);
  result.closing_until = opening.open ? opening.until : opening.next;
  if (result.closing_until) result.closing = store::count_open_windows(db, now, result.closing_until);
  return result;
}

}  // namespace urp
