#include "domain/mask.hpp"

#include "domain/names.hpp"

namespace urp {

bool has_words(std::string_view text, std::string_view words) {
  return !words.empty() && lower_ascii(text).find(lower_ascii(words)) != std::string::npos;
}

std::vector<std::pair<std::size_t, std::size_t>> find_words(std::string_view text,
                                                            std::span<const std::string> words) {
  const std::string lower = lower_ascii(text);
  std::vector<std::string> wanted;
  for (const std::string& word : words) wanted.push_back(lower_ascii(word));
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t at = 0; at < text.size();) {
    if (lower.compare(at, mask.size(), mask) == 0) {
      at += mask.size();
      continue;
    }
    std::size_t longest = 0;
    for (const std::string& word : wanted) {
      if (word.size() > longest && lower.compare(at, word.size(), word) == 0) longest = word.size();
    }
    if (longest > 0) found.emplace_back(at, at + longest);
    at += longest > 0 ? longest : 1;
  }
  return found;
}

std::string mask_words(std::string_view text, std::span<const std::string> words) {
  std::string masked;
  std::size_t done = 0;
  for (const auto& [from, to] : find_words(text, words)) {
    masked += text.substr(done, from - done);
    masked += mask;
    done = to;
  }
  return masked.append(text.substr(done));
}

}  // namespace urp
