#include "domain/word_counts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <urp/text.hpp>

namespace urp {
namespace {

constexpr std::size_t shortest = 4, longest = 30;  // bytes, folded: shorter ones are everywhere
constexpr std::int64_t fewest_people = 3;          // a name or an address is of one
constexpr double purest = 0.7;                     // of the texts that have it, so many are of the group

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z');
}

/// Each word once; nothing with digits, which are of somebody.
std::set<std::string> words_of(std::string_view text) {
  const std::string folded = fold_for_matching(text);
  std::set<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_letter(folded[at])) {
      // A word that begins with a digit is none.
      const bool digit = folded[at] >= '0' && folded[at] <= '9';
      ++at;
      while (digit && at < folded.size() && is_letter(folded[at])) ++at;
      continue;
    }
    const auto begin = at;
    while (at < folded.size() && is_letter(folded[at])) ++at;
    const bool cut = at < folded.size() && folded[at] >= '0' && folded[at] <= '9';
    if (!cut && at - begin >= shortest && at - begin <= longest)
      words.insert(folded.substr(begin, at - begin));
  }
  return words;
}

double odds(std::int64_t having, std::int64_t all) {
  return std::log((static_cast<double>(having) + 0.5) / (static_cast<double>(all - having) + 0.5));
}

double weight_of(std::int64_t inside, std::int64_t of_group, std::int64_t outside, std::int64_t of_others) {
  const double error =
      std::sqrt(1 / (static_cast<double>(inside) + 0.5) + 1 / (static_cast<double>(outside) + 0.5));
  return (odds(inside, of_group) - odds(outside, of_others)) / error;
}

}  // namespace

void WordCounts::add(std::string_view group, std::int64_t person, std::string_view text) {
  ++total_;
  ++texts_[std::string(group)];
  for (const auto& word : words_of(text)) {
    auto& count = words_[word][std::string(group)];
    ++count.texts;
    if (count.last_person != person) ++count.people;
    count.last_person = person;
  }
}

std::vector<TellingWord> WordCounts::telling(std::int64_t least) const {
  std::vector<TellingWord> found;
  for (const auto& [word, groups] : words_) {
    std::int64_t everywhere = 0;
    for (const auto& [group, count] : groups) everywhere += count.texts;
    for (const auto& [group, count] : groups) {
      if (count.texts < least || count.people < fewest_people) continue;
      if (static_cast<double>(count.texts) < purest * static_cast<double>(everywhere)) continue;
      const auto of_group = texts_.find(group)->second;
      const auto outside = everywhere - count.texts;
      found.push_back(
          {group, word, count.texts, outside, weight_of(count.texts, of_group, outside, total_ - of_group)});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const TellingWord& a, const TellingWord& b) {
    return a.group != b.group ? a.group < b.group : a.weight > b.weight;
  });
  return found;
}

}  // namespace urp
