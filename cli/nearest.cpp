#include "nearest.hpp"

#include <algorithm>

#include <urp/spelling.hpp>

namespace urp::cli {
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > 40) return std::nullopt;
  std::optional<std::string> best;
  int least =
      static_cast<int>(std::min<std::size_t>(3, word.size()));  // a word of two letters is near to everything
  for (const std::string& candidate : candidates) {
    if (const int slips = count_slips(word, candidate); slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

}  // namespace urp::cli
