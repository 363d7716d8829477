#include "domain/deadlines.hpp"

#include "domain/calendar.hpp"

namespace urp {
namespace {

Clocks clocks_of(const Ticket& ticket) {
  return {ticket.first_answered_at, ticket.first_answer_due_at, ticket.term_due_at};
}

}  // namespace

std::chrono::days term_days(const Settings& settings, TicketKind kind) {
  constexpr std::chrono::days usual{30};  // L. 241/1990 art. 2
  const auto own = settings.terms.by_kind.find(kind);
  return own == settings.terms.by_kind.end() ? usual : own->second;
}

TimePoint first_answer_due(const Settings& settings, const Zone& zone, TimePoint presented) {
  return add_office_time(settings.hours, zone, presented, settings.terms.first_answer);
}

TimePoint term_due(const Settings& settings, const Zone& zone, TicketKind kind, TimePoint presented,
                   std::chrono::days suspended) {
  const auto last = std::chrono::sys_days(zone.local(presented).date) + term_days(settings, kind) + suspended;
  return zone.instant(last + std::chrono::days(1), Seconds(0)) - Seconds(1);
}

std::optional<Deadline> next_deadline(const Clocks& clocks) {
  const bool answer_runs = !clocks.first_answered_at && clocks.first_answer_due_at;
  if (answer_runs && (!clocks.term_due_at || *clocks.first_answer_due_at <= *clocks.term_due_at)) {
    return Deadline{Deadline::Clock::first_answer, *clocks.first_answer_due_at};
  }
  if (!clocks.term_due_at) return std::nullopt;
  return Deadline{Deadline::Clock::term, *clocks.term_due_at};
}

bool is_past(const Clocks& clocks, TimePoint now) {
  const auto next = next_deadline(clocks);
  return next && next->at < now;
}

bool can_be_overdue(TicketState state) {
  const auto turn = turn_of(state);
  return turn == Turn::office || turn == Turn::service;
}

bool is_overdue(TicketState state, const Clocks& clocks, TimePoint now) {
  return can_be_overdue(state) && is_past(clocks, now);
}

std::optional<Deadline> next_deadline(const Ticket& ticket) {
  if (ticket.state == TicketState::closed) return std::nullopt;
  return next_deadline(clocks_of(ticket));
}

bool answered_late(const Ticket& ticket) {
  return ticket.first_answered_at && ticket.first_answer_due_at &&
         *ticket.first_answered_at > *ticket.first_answer_due_at;
}

}  // namespace urp
