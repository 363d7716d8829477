// ground.hpp: why a message is flagged or hidden: nine grounds.
#pragma once

#include <optional>
#include <string_view>

#include <urp/api.hpp>

namespace urp {

enum class Ground {
  illegal,
  offensive,
  threat,
  personal_data,
  attack,
  spam,
  promotion,
  copyright,
  fundraising
};

URP_API std::string_view to_name(Ground ground);
/// English or Italian, in any case: "personal-data", "dati-personali". Empty when it is neither.
URP_API std::optional<Ground> ground(std::string_view name);

}  // namespace urp
