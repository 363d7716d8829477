// stats.hpp: cases streamed one by one for the figures of a period, and what SQL counts by itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/stats.hpp>

#include "store/access.hpp"

namespace urp::store {

struct CaseTimes {
  TicketId id;
  std::string kind, service, clerk, outcome;  // empty: none
  TimePoint presented_at{};
  std::optional<TimePoint> first_answered_at, first_answer_due_at, closed_at, term_due_at;
};
using VisitCase = std::function<void(const CaseTimes&)>;

/// Cases that became part of another one are left out everywhere.
void walk_presented(const Access& db, TimePoint since, TimePoint until, const VisitCase& visit);
void walk_closed(const Access& db, TimePoint since, TimePoint until, const VisitCase& visit);
/// What was open at a moment: it had come, and was not closed for good before it.
void walk_open_at(const Access& db, TimePoint at, const VisitCase& visit);

std::int64_t count_notices_begun(const Access& db, TimePoint since, TimePoint until);
std::vector<StatsCount> count_recipients(const Access& db, TimePoint since, TimePoint until);
std::vector<StatsGround> count_grounds(const Access& db, TimePoint since, TimePoint until);

}  // namespace urp::store
