// event.hpp: who changed what, and when; the audit chain in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/ids.hpp>
#include <urp/time.hpp>

namespace urp {

/// Who acts: the clerk as the office knows them, and the real login. Intake's clerk is "whatsapp".
struct Actor {
  std::string clerk;
  std::string login;
};

struct Change {
  std::string field;
  std::optional<std::string> before, after;
};

struct Event {
  EventId id;
  TimePoint at{};           // office clock
  TimePoint recorded_at{};  // real clock
  Actor actor;
  std::string verb;
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> message;  // number inside the ticket
  std::vector<Change> changes;          // empty when the detail was erased
};

}  // namespace urp
