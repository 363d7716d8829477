// ids.hpp: numbers that cannot be mixed up.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace urp {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using TicketId = Id<struct TicketTag>;    // what a citizen knows as URP-123
using ContactId = Id<struct ContactTag>;  // what a clerk knows as c57
using MessageId = Id<struct MessageTag>;  // row of a message; people say 123/4
using EventId = Id<struct EventTag>;
using JournalId = Id<struct JournalTag>;

/// `123/4`: the fourth message of ticket 123.
struct MessageRef {
  TicketId ticket;
  std::int64_t number = 0;
  friend constexpr auto operator<=>(const MessageRef&, const MessageRef&) = default;
};

inline std::string to_string(TicketId id) {
  return "URP-" + std::to_string(id.value);
}
inline std::string to_string(ContactId id) {
  return "c" + std::to_string(id.value);
}
inline std::string to_string(MessageRef ref) {
  return std::to_string(ref.ticket.value) + "/" + std::to_string(ref.number);
}

}  // namespace urp
