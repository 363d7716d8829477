// audit_list.hpp: the events of the whole office, for those who ask who did what.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/audit.hpp>

#include "store/access.hpp"

namespace urp::store {

struct AuditFilter {
  std::vector<TicketId> tickets;
  std::optional<ContactId> contact;  // and every record that became part of it
  std::vector<std::string> clerks, verbs;
  std::optional<TimePoint> since, until;
  int limit = 0;
};
/// The newest `limit` of them, oldest first; how many.
std::int64_t walk_events(const Access& db, const AuditFilter& filter,
                         const std::function<void(const AuditEntry&)>& visit);

/// The day of the office, counted from 1970, on which the head was last taken out.
std::optional<std::int64_t> find_head_day(const Access& db);
void set_head(Writer& db, std::int64_t day, EventId event);
/// The entry that was the head then.
std::optional<EventId> find_head_event(const Access& db);

}  // namespace urp::store
