// past_cases.hpp: cases as rules and statistics of words look back on them, one by one.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

struct PastCase {
  TicketId id;
  ContactId contact;
  std::optional<std::string> service;  // that has it, or had it when it was closed
  TimePoint presented_at{};
};

/// In the order they came; cases that became part of another one are left out.
void walk_past(const Access& db, TimePoint since, const std::function<void(const PastCase&)>& visit);
/// Those that a service has, person by person.
void walk_routed(const Access& db, TimePoint since, const std::function<void(const PastCase&)>& visit);
/// Throws not_found.
PastCase get_past(const Access& db, TicketId ticket);

}  // namespace urp::store
