// audit.hpp: the chain of events for those who ask who did what, and its head.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/event.hpp>
#include <urp/event_verb.hpp>
#include <urp/office.hpp>

namespace urp {

struct AuditRequest {
  std::vector<TicketId> tickets;  // empty: any
  std::string contact;            // as contacts are written: events of their cases and those that name them
  std::vector<std::string> clerks;
  std::vector<EventVerb> verbs;
  std::optional<TimePoint> since, until;
  int limit = 0;  // the newest; 0: all
};
struct AuditEntry {
  Event event;
  std::string hash;     // hex
  bool erased = false;  // its payload was destroyed
};
/// Oldest first. Throws refused (no supervisor), not_found (the contact).
URP_API std::int64_t list_audit(Office& office, const AuditRequest& request,
                                const std::function<void(const AuditEntry&)>& visit);

struct AuditHead {
  EventId event;
  std::string hash;  // hex
  TimePoint at{};    // when it was recorded
};
/// Throws refused (no supervisor), not_found (nothing was ever recorded).
URP_API AuditHead audit_head(Office& office);
/// `41752 9f86d0... 2026-11-30T07:00:12Z`
URP_API std::string to_line(const AuditHead& head);
/// Appends it to [audit] head, and records that. Throws configuration (none is named), denied, failed.
URP_API AuditHead keep_audit_head(Office& office);

}  // namespace urp
