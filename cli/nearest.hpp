// nearest.hpp: what somebody may have meant who mistyped a word.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace urp::cli {

/// The candidate that is at most two slips away (a letter more, less, wrong, or two exchanged).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace urp::cli
