#include "store/ticket_list.hpp"

#include <algorithm>

#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/arrange.hpp"
#include "store/contact_lookup.hpp"
#include "store/services.hpp"

namespace urp::store {
namespace {

bool is_closed(TicketState state) {
  return state == TicketState::closed;
}

/// The page of ids comes first, so that the sorting never carries the tickets with it.
void append_ids(const Access& db, const TicketFilter& filter, const char* order, int limit, TimePoint now,
                std::vector<TicketId>& ids) {
  const auto condition = make_condition(db, filter, now);
  auto query = db.query_once("SELECT ticket.id FROM ticket WHERE " + condition.sql + " ORDER BY " + order +
                             " LIMIT ?");
  query.bind(bind_values(query, condition), limit == 0 ? -1 : limit - static_cast<int>(ids.size()));
  while (query.step()) ids.push_back({query.integer(0)});
}

/// The filter, for these states alone.
TicketFilter narrowed(const TicketFilter& filter, const std::vector<TicketState>& states, auto keep) {
  TicketFilter narrow = filter;
  narrow.states.clear();
  std::copy_if(states.begin(), states.end(), std::back_inserter(narrow.states), keep);
  return narrow;
}

void add_tags(const Access& db, Ticket& ticket) {
  auto tags = db.query("SELECT tag FROM ticket_tag WHERE ticket = ? ORDER BY tag");
  tags.bind(1, ticket.id);
  while (tags.step()) ticket.tags.push_back(tags.string(0));
}

void add_flags(const Access& db, Ticket& ticket) {
  auto flags =
      db.query("SELECT DISTINCT ground FROM message WHERE ticket = ? AND ground IS NOT NULL ORDER BY ground");
  flags.bind(1, ticket.id);
  while (flags.step()) ticket.flags.push_back(flags.string(0));
}

bool is_overdue(const Ticket& ticket, TimePoint now) {
  const auto who = turn_of(ticket.state);
  if (who != Turn::office && who != Turn::service) return false;
  if (!ticket.first_answered_at && ticket.first_answer_due_at && *ticket.first_answer_due_at < now)
    return true;
  return ticket.term_due_at && *ticket.term_due_at < now;
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
      append_both(
          is_work,
          "ticket.urgent DESC, min(iif(ticket.first_answered_at IS NULL, ifnull(ticket.first_answer_due_at,"
          " 9e15), 9e15), ifnull(ticket.term_due_at, 9e15)), ticket.id");
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

std::int64_t count_tickets(const Access& db, const TicketFilter& filter, TimePoint now) {
  const auto condition = make_condition(db, filter, now);
  // Without a WHERE SQLite counts pages instead of rows.
  auto query = db.query_once(condition.sql == "1" ? "SELECT count(*) FROM ticket"
                                                  : "SELECT count(*) FROM ticket WHERE " + condition.sql);
  bind_values(query, condition);
  query.step();
  return query.integer(0);
}

void walk_ticket_ids(const Access& db, const TicketFilter& filter, TimePoint now,
                     const std::function<void(TicketId)>& visit) {
  const auto condition = make_condition(db, filter, now);
  auto query = db.query_once("SELECT ticket.id FROM ticket WHERE " + condition.sql + " ORDER BY " +
                             order_by_number(list_states(filter)));
  bind_values(query, condition);
  while (query.step()) visit({query.integer(0)});
}

std::optional<Ticket> find_ticket(const Access& db, TicketId id, TimePoint now) {
  auto query = db.query(
      "SELECT t.kind, t.state, t.urgent, t.subject, t.service, t.clerk, t.identified, t.outcome, t.preview,"
      " t.messages + (SELECT count(*) FROM message WHERE shown_in = t.id) - (SELECT count(*) FROM message "
      "WHERE "
      "ticket = t.id AND shown_in IS NOT NULL), t.unread, t.presented_at, t.waiting_since, "
      "t.last_message_at, t.last_inbound_at,"
      " t.first_answered_at, t.first_answer_due_at, t.term_due_at, t.postponed_until, t.closed_at, "
      "t.linked_to,"
      " t.revision, t.contact, coalesce(c.name, c.profile_name), c.blocked, w.last_inbound_at, w.closed_at, "
      "t.merged_into,"
      // What most tickets have not is asked for only where it is.
      " EXISTS (SELECT 1 FROM ticket_tag g WHERE g.ticket = t.id),"
      " EXISTS (SELECT 1 FROM message f WHERE f.ticket = t.id AND f.ground IS NOT NULL),"
      " EXISTS (SELECT 1 FROM ticket_link k WHERE k.ticket = t.id)"
      " FROM ticket t JOIN contact c ON c.id = t.contact"
      " LEFT JOIN service_window w ON w.contact = t.contact AND w.number = t.number WHERE t.id = ?");
  query.bind(1, id);
  if (!query.step()) return std::nullopt;
  Ticket ticket;
  ticket.id = id;
  ticket.kind = ticket_kind(query.text(0)).value_or(TicketKind::request);
  ticket.state = ticket_state(query.text(1)).value_or(TicketState::open);
  ticket.urgent = query.integer(2) != 0;
  ticket.subject = query.maybe_string(3);
  ticket.service = query.maybe_string(4);
  ticket.clerk = query.maybe_string(5);
  ticket.identified = identified(query.text(6)).value_or(Identified::none);
  if (!query.is_null(7)) ticket.outcome = outcome(query.text(7));
  ticket.preview = query.maybe_string(8);
  ticket.messages = query.integer(9);
  ticket.unread = query.integer(10);
  ticket.presented_at = query.time(11);
  ticket.waiting_since = query.maybe_time(12);
  ticket.last_message_at = query.maybe_time(13);
  ticket.last_inbound_at = query.maybe_time(14);
  ticket.first_answered_at = query.maybe_time(15);
  ticket.first_answer_due_at = query.maybe_time(16);
  ticket.term_due_at = query.maybe_time(17);
  ticket.postponed_until = query.maybe_time(18);
  ticket.closed_at = query.maybe_time(19);
  if (const auto former = query.maybe_integer(20)) ticket.linked_to = TicketId{*former};
  ticket.revision = query.integer(21);
  ticket.contact.id = {query.integer(22)};
  ticket.contact.name = query.maybe_string(23);
  ticket.contact.blocked = query.integer(24) != 0;
  if (!query.is_null(25)) ticket.window_closes_at = window_end(query.time(25), query.maybe_time(26));
  if (const auto whole = query.maybe_integer(27)) ticket.merged_into = TicketId{*whole};
  if (query.integer(28) != 0) add_tags(db, ticket);
  if (query.integer(29) != 0) add_flags(db, ticket);
  if (query.integer(30) != 0) ticket.linked = list_links(db, id);
  if (ticket.service) ticket.dispatches = list_dispatches(db, id);
  ticket.overdue = is_overdue(ticket, now);
  add_identities(db, ticket.contact);
  return ticket;
}

Ticket get_ticket(const Access& db, TicketId id, TimePoint now) {
  if (auto ticket = find_ticket(db, id, now)) return *std::move(ticket);
  throw Error(Fault::not_found, say(_("ticket {0}: not found"), id.value),
              _("urp inbox --all lists the tickets there are"));
}

}  // namespace urp::store
