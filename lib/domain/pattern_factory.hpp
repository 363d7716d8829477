// pattern_factory.hpp: the door through which liburp.so reaches the regular expressions of RE2 in
// liburp-patterns.so. Both sides include it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// The words of `text` that the pattern of this place matches first; none: it does not match. In time linear
/// in the text.
using FindPattern = std::function<std::optional<std::string>(std::size_t place, std::string_view text)>;

struct WrongPattern {
  std::size_t place = 0;
  std::string why;
};
/// Compiles all of them into `find`, or says what is wrong with the first that is none.
using PatternFactory = std::optional<WrongPattern>(const std::vector<std::string>& patterns,
                                                   FindPattern& find);

/// Changes with every change of what crosses the door.
inline constexpr const char* pattern_factory_name = "urp_patterns_v1";

}  // namespace urp
