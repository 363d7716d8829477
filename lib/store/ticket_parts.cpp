#include "store/ticket_parts.hpp"

#include <map>

#include "store/contact_lookup.hpp"
#include "store/id_list.hpp"
#include "store/merged.hpp"

namespace urp::store {
namespace {

/// Of the tickets that are `wanted`; the first column of each row is the ticket, `add` reads the others.
template <class Wanted, class Add>
void add_rows(const Access& db, std::vector<TicketParts>& found, db::Sql sql, const Wanted& wanted,
              const Add& add) {
  std::map<TicketId, Ticket*> tickets;
  for (auto& parts : found) {
    if (wanted(parts)) tickets[parts.ticket.id] = &parts.ticket;
  }
  if (tickets.empty()) return;
  db.each(
      sql,
      [&](db::Row& row) {
        const auto ticket = row.next<TicketId>();
        add(*tickets.at(ticket), row);
      },
      id_list(tickets, [](const auto& entry) { return entry.first; }));
}

Dispatch read_dispatch(db::Row& row) {
  Dispatch dispatch;
  row >> dispatch.service >> dispatch.lead >> dispatch.state;
  row >> dispatch.sent_at >> dispatch.due_at >> dispatch.answered_at;
  return dispatch;
}

}  // namespace

void add_parts(const Access& db, std::vector<TicketParts>& found) {
  add_rows(
      db, found, R"(
      SELECT ticket, tag
      FROM ticket_tag
      WHERE ticket IN (SELECT value FROM json_each(?))
      ORDER BY tag)",
      [](const TicketParts& parts) { return parts.tagged; },
      [](Ticket& ticket, db::Row& row) { ticket.tags.push_back(row.next<std::string>()); });
  add_rows(
      db, found, R"(
      SELECT DISTINCT ticket, ground
      FROM message
      WHERE ticket IN (SELECT value FROM json_each(?)) AND ground IS NOT NULL
      ORDER BY ground)",
      [](const TicketParts& parts) { return parts.flagged; },
      [](Ticket& ticket, db::Row& row) { ticket.flags.push_back(row.next<std::string>()); });
  // Last, and once, what a rule suspects.
  add_rows(
      db, found, R"(
      SELECT DISTINCT ticket, 'suspect'
      FROM suspicion
      WHERE ticket IN (SELECT value FROM json_each(?)))",
      [](const TicketParts& parts) { return parts.flagged; },
      [](Ticket& ticket, db::Row& row) { ticket.flags.push_back(row.next<std::string>()); });
  add_rows(
      db, found, R"(
      SELECT ticket, other
      FROM ticket_link
      WHERE ticket IN (SELECT value FROM json_each(?))
      ORDER BY other)",
      [](const TicketParts& parts) { return parts.linked; },
      [](Ticket& ticket, db::Row& row) { ticket.linked.push_back(row.next<TicketId>()); });
  // In the order they were made, those of merged tickets too; recalled ones stay.
  static constexpr auto dispatches = with_parts + R"(
      SELECT
        part.whole,
        d.service,
        d.lead,
        d.state,
        d.sent_at,
        d.due_at,
        d.answered_at
      FROM part
      CROSS JOIN dispatch d ON d.ticket = part.ticket
      ORDER BY d.id)";
  add_rows(
      db, found, dispatches,
      [](const TicketParts& parts) { return parts.ticket.service.has_value() || parts.merged; },
      [](Ticket& ticket, db::Row& row) { ticket.dispatches.push_back(read_dispatch(row)); });
  std::vector<ContactSummary*> contacts;
  for (auto& parts : found) contacts.push_back(&parts.ticket.contact);
  add_identities(db, contacts);
}

}  // namespace urp::store
