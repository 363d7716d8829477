// suspensions.hpp: when the legal terms of cases rested: the table term_suspension.
#pragma once

#include <vector>

#include <urp/suspension.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Of a ticket, the oldest first.
std::vector<Suspension> list_suspensions(const Access& db, const Zone& zone, TicketId ticket);
void add_suspension(Writer& db, TicketId ticket, TermGround ground, const std::optional<std::string>& note);
/// The last one of a ticket, which nobody has ended yet.
void end_suspension(Writer& db, TicketId ticket);
/// The services that have the case and have not answered: those that were due with the former term.
void move_service_terms(Writer& db, TicketId ticket, std::optional<TimePoint> from, TimePoint to);

}  // namespace urp::store
