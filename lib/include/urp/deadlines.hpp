// deadlines.hpp: which clocks of a ticket run, and which of them has run out.
#pragma once

#include <optional>

#include <urp/api.hpp>
#include <urp/settings.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

struct Deadline {
  enum class Clock { first_answer, term } clock = Clock::term;
  TimePoint at{};
};
/// The nearest of those that still run: the first answer as long as there is none, and the legal term. None
/// when the ticket is closed.
URP_API std::optional<Deadline> next_deadline(const Ticket& ticket);
/// The first answer was given, and too late.
URP_API bool answered_late(const Ticket& ticket);
/// Calendar days of the legal term: 30 where the settings say nothing (L. 241/1990 art. 2).
URP_API std::chrono::days term_days(const Settings& settings, TicketKind kind);

}  // namespace urp
