#include "nearest.hpp"

#include <algorithm>

#include <urp/spelling.hpp>

namespace urp::cli {
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > 40) return std::nullopt;
  std::optional<std::string> best;
  const std::size_t letters = word.size() - std::min(word.find_first_not_of('-'), word.size());
  // A short word is near to everything.
  int least = letters <= 3 ? static_cast<int>(std::min<std::size_t>(2, letters)) : 3;
  for (const std::string& candidate : candidates) {
    if (const int slips = count_slips(word, candidate); slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

}  // namespace urp::cli
