#include "store/ticket_list.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "domain/deadlines.hpp"
#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/id_list.hpp"
#include "store/ticket_parts.hpp"

namespace urp::store {
namespace {

bool is_closed(TicketState state) {
  return state == TicketState::closed;
}

/// The page of ids comes first, so that the sorting never carries the tickets with it.
void append_ids(const Access& db, const TicketFilter& filter, const char* order, int limit, TimePoint now,
                std::vector<TicketId>& ids) {
  const auto condition = make_condition(db, filter, now);
  const int most = limit == 0 ? -1 : limit - static_cast<int>(ids.size());
  const auto more = db.all<TicketId>(
      "SELECT ticket.id FROM ticket WHERE " + condition.sql + " ORDER BY " + order + " LIMIT ?",
      condition.values, most);
  ids.insert(ids.end(), more.begin(), more.end());
}

/// The filter, for these states alone.
TicketFilter narrowed(const TicketFilter& filter, const std::vector<TicketState>& states, auto keep) {
  TicketFilter narrow = filter;
  narrow.states.clear();
  std::copy_if(states.begin(), states.end(), std::back_inserter(narrow.states), keep);
  return narrow;
}

constexpr char select_ticket[] = R"(
    SELECT
      t.id,
      t.kind,
      t.state,
      t.urgent,
      t.subject,
      t.service,
      t.clerk,
      t.identified,
      t.outcome,
      t.preview,
      t.messages,
      (SELECT count(*) FROM message WHERE shown_in = t.id),
      (SELECT count(*) FROM message WHERE ticket = t.id AND shown_in IS NOT NULL),
      t.unread,
      t.presented_at,
      t.waiting_since,
      t.last_message_at,
      t.last_inbound_at,
      t.first_answered_at,
      t.first_answer_due_at,
      t.term_due_at,
      t.postponed_until,
      t.closed_at,
      t.linked_to,
      t.merged_into,
      t.revision,
      t.contact,
      coalesce(c.name, c.profile_name),
      c.blocked,
      w.last_inbound_at,
      w.closed_at,
      EXISTS (SELECT 1 FROM ticket_tag g WHERE g.ticket = t.id),
      EXISTS (SELECT 1 FROM message f WHERE f.ticket = t.id AND f.ground IS NOT NULL)
        OR EXISTS (SELECT 1 FROM suspicion s WHERE s.ticket = t.id),
      EXISTS (SELECT 1 FROM ticket_link k WHERE k.ticket = t.id)
    FROM ticket t
    JOIN contact c ON c.id = t.contact
    LEFT JOIN service_window w ON w.contact = t.contact AND w.number = t.number
    WHERE t.id IN (SELECT value FROM json_each(?)))";

TicketParts read_ticket(db::Row& row) {
  TicketParts parts;
  Ticket& ticket = parts.ticket;
  row >> ticket.id;
  ticket.kind = ticket_kind(row.next<std::string_view>()).value_or(TicketKind::request);
  ticket.state = ticket_state(row.next<std::string_view>()).value_or(TicketState::open);
  row >> ticket.urgent >> ticket.subject >> ticket.service >> ticket.clerk;
  ticket.identified = identified(row.next<std::string_view>()).value_or(Identified::none);
  ticket.outcome = outcome(row.next<std::string_view>());
  row >> ticket.preview >> ticket.messages;
  const auto taken_over = row.next<std::int64_t>(), moved_away = row.next<std::int64_t>();
  ticket.messages += taken_over - moved_away;
  parts.merged = taken_over > 0;
  row >> ticket.unread >> ticket.presented_at >> ticket.waiting_since;
  row >> ticket.last_message_at >> ticket.last_inbound_at >> ticket.first_answered_at;
  row >> ticket.first_answer_due_at >> ticket.term_due_at >> ticket.postponed_until >> ticket.closed_at;
  row >> ticket.linked_to >> ticket.merged_into >> ticket.revision;
  row >> ticket.contact.id >> ticket.contact.name >> ticket.contact.blocked;
  const auto last_inbound = row.next<std::optional<TimePoint>>();
  const auto closed_by_provider = row.next<std::optional<TimePoint>>();
  if (last_inbound) ticket.window_closes_at = window_end(*last_inbound, closed_by_provider);
  row >> parts.tagged >> parts.flagged >> parts.linked;
  return parts;
}

/// The plus keeps SQLite from walking an index in this order through every closed ticket there is, when the
/// work alone is wanted: that is few rows to sort.
const char* order_by_number(const std::vector<TicketState>& states) {
  return std::any_of(states.begin(), states.end(), is_closed) ? "ticket.id" : "+ticket.id";
}
const char* order_by_latest(const std::vector<TicketState>& states) {
  return std::any_of(states.begin(), states.end(), is_closed)
             ? "ticket.last_message_at DESC, ticket.id DESC"
             : "+ticket.last_message_at DESC, +ticket.id DESC";
}

}  // namespace

std::vector<TicketId> list_ticket_ids(const Access& db, const TicketFilter& filter, InboxSort sort, int limit,
                                      TimePoint now) {
  const auto states = list_states(filter);
  const auto is_office = [](TicketState state) { return turn_of(state) == Turn::office; };
  const auto is_work = [](TicketState state) { return !is_closed(state); };
  std::vector<TicketId> ids;
  const auto append_both = [&](auto first, const char* order) {
    const auto rest = [&](TicketState state) { return !first(state); };
    if (std::any_of(states.begin(), states.end(), first)) {
      append_ids(db, narrowed(filter, states, first), order, limit, now, ids);
    }
    const bool full = limit != 0 && static_cast<int>(ids.size()) >= limit;
    if (!full && std::any_of(states.begin(), states.end(), rest)) {
      const auto others = narrowed(filter, states, rest);
      append_ids(db, others, order_by_latest(others.states), limit, now, ids);
    }
  };
  switch (sort) {
    case InboxSort::wait:
      append_both(is_office, "ticket.urgent DESC, ticket.waiting_since");
      break;
    case InboxSort::due:
      append_both(is_work, "ticket.urgent DESC, ticket.next_due_at, ticket.id");
      break;
    case InboxSort::recent:
      append_ids(db, filter, order_by_latest(states), limit, now, ids);
      break;
    case InboxSort::number:
      append_ids(db, filter, order_by_number(states), limit, now, ids);
      break;
  }
  return ids;
}

std::set<TicketId> list_failed(const Access& db) {
  const auto tickets = db.all<TicketId>(failed_tickets);
  return {tickets.begin(), tickets.end()};
}

std::int64_t count_tickets(const Access& db, const TicketFilter& filter, TimePoint now) {
  const auto condition = make_condition(db, filter, now);
  // Without a WHERE SQLite counts pages instead of rows.
  const std::string where = condition.sql == "1" ? "" : " WHERE " + condition.sql;
  return db.value<std::int64_t>("SELECT count(*) FROM ticket" + where, condition.values);
}

std::vector<Ticket> list_tickets(const Access& db, const std::vector<TicketId>& ids, TimePoint now) {
  if (ids.empty()) return {};
  auto found = db.all<TicketParts>(select_ticket, read_ticket, id_list(ids, std::identity()));
  add_parts(db, found);
  std::map<TicketId, Ticket> by_id;
  for (auto& parts : found) {
    Ticket& ticket = parts.ticket;
    ticket.overdue = is_overdue(
        ticket.state, {ticket.first_answered_at, ticket.first_answer_due_at, ticket.term_due_at}, now);
    by_id.emplace(ticket.id, std::move(ticket));
  }
  std::vector<Ticket> tickets;
  for (const auto id : ids) {
    if (auto node = by_id.extract(id)) tickets.push_back(std::move(node.mapped()));
  }
  return tickets;
}

std::optional<Ticket> find_ticket(const Access& db, TicketId id, TimePoint now) {
  auto found = list_tickets(db, {id}, now);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Ticket get_ticket(const Access& db, TicketId id, TimePoint now) {
  if (auto ticket = find_ticket(db, id, now)) return *std::move(ticket);
  throw Error(Fault::not_found, say(_("ticket {0}: not found"), id.value),
              _("urp inbox --all lists the tickets there are"));
}

}  // namespace urp::store
