// The Italian catalogue: every sentence is there, and takes what its English one takes.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace {

struct Entry {
  std::string id, plural;
  std::vector<std::string> translations;
  bool fuzzy = false;
};

/// What stands between the quotes of a line, with its escapes as they are.
std::string quoted_text(const std::string& line) {
  const auto first = line.find('"');
  return first == line.npos ? "" : line.substr(first + 1, line.rfind('"') - first - 1);
}

std::vector<Entry> read_catalogue() {
  std::ifstream file(URP_TEST_DATA "/../../lib/po/it.po");
  REQUIRE(file);
  std::vector<Entry> entries;
  Entry entry;
  std::string* open = nullptr;
  const auto keep = [&] {
    if (!entry.id.empty()) entries.push_back(entry);
    entry = {};
    open = nullptr;
  };
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      keep();
    } else if (line.starts_with("#,") && line.find("fuzzy") != line.npos) {
      entry.fuzzy = true;
    } else if (line.starts_with("#") || line.starts_with("msgctxt")) {
      open = nullptr;
    } else if (line.starts_with("msgid_plural")) {
      (open = &entry.plural)->append(quoted_text(line));
    } else if (line.starts_with("msgid")) {
      (open = &entry.id)->append(quoted_text(line));
    } else if (line.starts_with("msgstr")) {
      open = &entry.translations.emplace_back(quoted_text(line));
    } else if (open) {
      open->append(quoted_text(line));
    }
  }
  keep();
  return entries;
}

/// `{0}` `{1}` ...; doubled braces are braces.
std::set<std::string> places(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') continue;
    if (text.substr(at, 2) == "{{") {
      ++at;
      continue;
    }
    found.insert(text.substr(at, text.find('}', at) - at + 1));
  }
  return found;
}

bool is_within(const std::set<std::string>& part, const std::set<std::string>& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

}  // namespace

TEST_CASE("catalogue: every sentence has its Italian, with the places of the English one") {
  const auto entries = read_catalogue();
  CHECK(entries.size() > 1000);
  for (const Entry& entry : entries) {
    INFO(entry.id);
    CHECK_FALSE(entry.fuzzy);
    CHECK(entry.translations.size() == (entry.plural.empty() ? 1 : 2));
    auto wanted = places(entry.id);
    wanted.merge(places(entry.plural));
    for (const std::string& translation : entry.translations) {
      INFO(translation);
      CHECK_FALSE(translation.empty());
      // The singular may say "un messaggio" where English counts.
      if (entry.plural.empty()) CHECK(places(translation) == wanted);
      CHECK(is_within(places(translation), wanted));
    }
    if (entry.translations.size() == 2) CHECK(places(entry.translations[1]) == places(entry.plural));
  }
}
