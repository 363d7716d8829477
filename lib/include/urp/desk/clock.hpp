// clock.hpp: the terms of one ticket: when the citizen must have a first answer, when the law wants the case
// done, when a service must have answered; and how the legal term is suspended.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/suspension.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct TicketClock {
  Ticket ticket;
  std::chrono::days days{};             // of the legal term, without what it was suspended
  bool by_office = false;               // urp.toml says so, not the law
  std::string law;                      // behind it
  Seconds first_answer{};               // of office time
  std::chrono::days extended{};         // by all suspensions
  std::vector<Suspension> suspensions;  // the oldest first
  bool suspended = false;               // now
};
/// Throws not_found.
URP_API TicketClock show_clock(Office& office, TicketId ticket);

struct SuspendRequest {
  TicketId ticket;
  TermGround ground = TermGround::information;
  std::optional<std::string> note;  // why, in a line
  std::optional<std::int64_t> if_revision;
};
/// From now on, at most as long as the law allows; the term ends later by as many days. Throws not_found;
/// conflict (closed, suspended already, a colleague holds it, changed); refused (once is all the law allows,
/// or the term is over).
URP_API TicketClock suspend_term(Office& office, const SuspendRequest& request);
/// It runs again from now on: the days that were not needed are taken back. Throws not_found; conflict (not
/// suspended, a colleague holds it, changed).
URP_API TicketClock resume_term(Office& office, TicketId ticket,
                                std::optional<std::int64_t> if_revision = std::nullopt);

}  // namespace urp
