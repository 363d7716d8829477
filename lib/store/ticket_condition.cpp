// TicketFilter as SQL. The conditions of the partial indexes are repeated to the letter, or SQLite does not
// use them.
#include <algorithm>

#include "domain/deadlines.hpp"
#include "store/contact_lookup.hpp"
#include "store/query_condition.hpp"
#include "store/ticket_list.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

constexpr TicketState all_states[] = {TicketState::open_new, TicketState::open, TicketState::waiting,
                                      TicketState::routed, TicketState::closed};

template <class T>
bool contains(const std::vector<T>& values, T value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool passes(const TicketFilter& filter, TicketState state) {
  if (!filter.states.empty() && !contains(filter.states, state)) return false;
  const auto who = turn_of(state);
  if (!filter.turns.empty() && (!who || !contains(filter.turns, *who))) return false;
  return !filter.overdue || can_be_overdue(state);
}

void add_states(ConditionBuilder& where, const std::vector<TicketState>& states) {
  if (states.empty()) return where.add("0");
  if (states.size() == std::size(all_states)) return where.add("1");
  const bool has_new = contains(states, TicketState::open_new);
  const bool has_open = contains(states, TicketState::open);
  if (has_new && has_open && states.size() == 2) return where.add("$.waiting_since IS NOT NULL");
  if (states.size() == static_cast<std::size_t>(has_new + has_open)) where.add("$.waiting_since IS NOT NULL");
  if (!contains(states, TicketState::closed)) {
    where.add("$.state <> 'closed'");
    if (states.size() == std::size(all_states) - 1) return;
  }
  // A single state is written out: a partial index of that state alone is not found by a bound value.
  if (states.size() == 1) return where.add("$.state = '" + std::string(to_name(states.front())) + "'");
  where.add_names("$.state", states);
}

void add_windows(ConditionBuilder& where, const TicketFilter& filter, TimePoint now) {
  constexpr auto open = "SELECT contact, number FROM service_window WHERE " + is_open("service_window", "?");
  if (filter.closing_before) {
    where.add("($.contact, $.number) IN (" + std::string(open.text) + " AND last_inbound_at <= ?)");
    where.bind(opened_after(now));
    where.bind(opened_after(*filter.closing_before));
  }
  if (filter.closed_window) {
    where.add("($.contact, $.number) NOT IN (" + std::string(open.text) + ")");
    where.bind(opened_after(now));
  }
}

/// All but the times and the query.
void add_ticket(ConditionBuilder& where, const Access& db, const TicketFilter& filter, TimePoint now) {
  const auto states = list_states(filter);
  add_states(where, states);
  const bool office_alone = std::all_of(states.begin(), states.end(),
                                        [](TicketState state) { return turn_of(state) == Turn::office; });
  if (office_alone && !filter.postponed && !filter.later) {
    where.add("($.postponed_until IS NULL OR $.postponed_until <= ?)");
    where.bind(now);
  }
  if (filter.contact) {
    where.add("$.contact = ?");
    where.bind(get_contact(db, *filter.contact).value);
  }
  if (filter.tag) {
    where.add("$.id IN (SELECT ticket FROM ticket_tag WHERE tag = ?)");
    where.bind(*filter.tag);
  }
  if (filter.clerk) {
    where.add("$.clerk = ?");
    where.bind(*filter.clerk);
  }
  if (filter.unassigned) where.add("$.clerk IS NULL");
  if (filter.service) {
    where.add("$.service = ?");
    where.bind(*filter.service);
  }
  if (!filter.kinds.empty()) where.add_names("$.kind", filter.kinds);
  if (filter.flagged)
    where.add(
        "($.id IN (SELECT ticket FROM message WHERE ticket = $.id AND ground IS NOT NULL)"
        " OR $.id IN (SELECT ticket FROM suspicion WHERE ticket = $.id))");
  if (filter.unread) where.add("$.unread > 0");
  if (filter.failed) where.add("$.id IN (" + std::string(failed_tickets.text) + ")");
  if (filter.later) {
    where.add("$.postponed_until > ?");
    where.bind(now);
  }
  if (filter.draft_of) {
    where.add("$.id IN (SELECT ticket FROM draft WHERE clerk = ?)");
    where.bind(*filter.draft_of);
  }
  if (filter.parked) where.add("$.id IN (SELECT ticket FROM message WHERE status = 'parked')");
  if (filter.urgent) where.add("$.urgent = 1");
  if (filter.overdue) {
    where.add("$.next_due_at < ?");
    where.bind(now);
  }
  add_windows(where, filter, now);
}

void add_times(ConditionBuilder& where, const TicketFilter& filter, const std::string& column) {
  if (filter.since) {
    where.add(column + " >= ?");
    where.bind(*filter.since);
  }
  if (filter.until) {
    where.add(column + " < ?");
    where.bind(*filter.until);
  }
}

}  // namespace

std::vector<TicketState> list_states(const TicketFilter& filter) {
  std::vector<TicketState> states;
  std::copy_if(std::begin(all_states), std::end(all_states), std::back_inserter(states),
               [&](TicketState state) { return passes(filter, state); });
  return states;
}

Condition make_condition(const Access& db, const TicketFilter& filter, TimePoint now) {
  ConditionBuilder where("ticket");
  add_ticket(where, db, filter, now);
  add_times(where, filter, "$.presented_at");
  if (!filter.query.empty()) {
    const auto states = list_states(filter);
    const bool work_only = std::find(states.begin(), states.end(), TicketState::closed) == states.end();
    where.add(make_ticket_condition(db, filter.query, "ticket", work_only));
  }
  return where.take();
}

Condition make_message_filter(const Access& db, const TicketFilter& filter, TimePoint now) {
  ConditionBuilder where("t");
  add_ticket(where, db, filter, now);
  add_times(where, filter, "m.at");
  if (!filter.query.empty()) where.add(make_message_condition(db, filter.query));
  return where.take();
}

}  // namespace urp::store
