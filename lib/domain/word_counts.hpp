// word_counts.hpp: which words tell groups of texts apart: how often each stands in the texts of a group and
// in the others.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

struct TellingWord {
  std::string group, word;
  std::int64_t inside = 0, outside = 0;  // texts that have it
  double weight = 0;                     // the more, the surer: log-odds over their standard error
};

class WordCounts {
 public:
  /// Texts of one person come one after the other.
  void add(std::string_view group, std::int64_t person, std::string_view text);
  /// Words that stand in `least` texts of the group, of three people at least, and hardly elsewhere; by
  /// group, the surest first.
  std::vector<TellingWord> telling(std::int64_t least) const;

 private:
  struct Count {
    std::int64_t texts = 0, people = 0, last_person = -1;
  };
  std::map<std::string, std::map<std::string, Count>, std::less<>> words_;  // word -> group
  std::map<std::string, std::int64_t, std::less<>> texts_;                  // group -> how many
  std::int64_t total_ = 0;
};

}  // namespace urp
