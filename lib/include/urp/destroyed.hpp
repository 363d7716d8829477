// destroyed.hpp: a line of the register of what was destroyed, without it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <urp/ids.hpp>
#include <urp/time.hpp>

namespace urp {

struct Destroyed {
  TimePoint at{};
  std::string retention;           // the class of [[retention]]
  std::string authorisation;       // its number; empty: none was needed
  std::optional<TicketId> ticket;  // none: of people, deliveries or mails
  std::int64_t number = 1;         // how many of them
  std::int64_t messages = 0, media = 0;
};

}  // namespace urp
