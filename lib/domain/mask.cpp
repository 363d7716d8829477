#include "domain/mask.hpp"

#include <vector>

#include "domain/names.hpp"

namespace urp {

bool has_words(std::string_view text, std::string_view words) {
  return !words.empty() && lower_ascii(text).find(lower_ascii(words)) != std::string::npos;
}

std::string mask_words(std::string_view text, std::span<const std::string> words) {
  const std::string lower = lower_ascii(text);
  std::vector<std::string> wanted;
  for (const std::string& word : words) wanted.push_back(lower_ascii(word));
  std::string masked;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t longest = 0;
    if (lower.compare(at, mask.size(), mask) == 0) {
      masked += mask;
      at += mask.size();
      continue;
    }
    for (const std::string& word : wanted) {
      if (word.size() > longest && lower.compare(at, word.size(), word) == 0) longest = word.size();
    }
    if (longest == 0) {
      masked += text[at++];
    } else {
      masked += mask;
      at += longest;
    }
  }
  return masked;
}

}  // namespace urp
