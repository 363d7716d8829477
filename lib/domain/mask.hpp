// mask.hpp: what stands in a text in the place of words that nobody is to read.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace urp {

/// As Italian offices write it, whatever the language of the screen.
inline constexpr std::string_view mask = "[omissis]";

/// Whether the words stand in the text; capitals do not count.
bool has_words(std::string_view text, std::string_view words);
/// Where they stand in it, from and to, the longest of those that begin at the same place; a mask stays as it
/// is.
std::vector<std::pair<std::size_t, std::size_t>> find_words(std::string_view text,
                                                            std::span<const std::string> words);
/// Every place where one of these words stands, masked; capitals do not count. A mask stays as it is.
std::string mask_words(std::string_view text, std::span<const std::string> words);

}  // namespace urp
