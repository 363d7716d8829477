// deadlines.hpp: when a ticket's clocks end, and when it is overdue. The same rule as a
// column is ticket.next_due_at; a test holds the two together.
#pragma once

#include <optional>

#include <urp/deadlines.hpp>

namespace urp {

/// First answer: office time from the date of presentation.
TimePoint first_answer_due(const Settings& settings, const Zone& zone, TimePoint presented);
/// Legal term: the last second of the day that is `term_days` calendar days after the day of presentation,
/// and as many more as it was suspended.
TimePoint term_due(const Settings& settings, const Zone& zone, TicketKind kind, TimePoint presented,
                   std::chrono::days suspended = {});

/// What the rules look at.
struct Clocks {
  std::optional<TimePoint> first_answered_at, first_answer_due_at, term_due_at;
};
/// The nearest of those that still run.
std::optional<Deadline> next_deadline(const Clocks& clocks);
/// Of a ticket that is somebody's turn.
bool is_past(const Clocks& clocks, TimePoint now);
/// Nothing is late while the citizen has the turn, or when it is closed.
bool can_be_overdue(TicketState state);
bool is_overdue(TicketState state, const Clocks& clocks, TimePoint now);

}  // namespace urp
