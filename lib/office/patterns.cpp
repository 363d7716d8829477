#include "office/patterns.hpp"

#include <map>
#include <mutex>

#include <urp/desk/rules.hpp>
#include <urp/error.hpp>

#include "config/tree.hpp"
#include "domain/pattern_factory.hpp"
#include "domain/say.hpp"
#include "office/plugin.hpp"

namespace urp {
namespace {

struct Place {
  std::size_t rule = 0, pattern = 0;
};

/// All patterns one after the other, and where each stands.
std::vector<std::string> gather(const Settings& settings, std::vector<Place>& places) {
  std::vector<std::string> patterns;
  for (std::size_t rule = 0; rule < settings.rules.size(); ++rule) {
    const auto& own = settings.rules[rule].patterns;
    for (std::size_t i = 0; i < own.size(); ++i) {
      patterns.push_back(own[i]);
      places.push_back({rule, i});
    }
  }
  return patterns;
}

struct Compiled {
  FindPattern find;
  std::optional<WrongPattern> wrong;
};

/// Compiling costs more than matching, and every message that comes is matched.
const Compiled& compile(const std::vector<std::string>& patterns) {
  static std::mutex door;
  static std::map<std::vector<std::string>, Compiled> known;
  const std::lock_guard inside(door);
  const auto [entry, added] = known.try_emplace(patterns);
  if (added) {
    auto* factory = pattern_function<PatternFactory>(pattern_factory_name);
    entry->second.wrong = factory(patterns, entry->second.find);
  }
  return entry->second;
}

[[noreturn]] void refuse(const WrongPattern& wrong, const Place& place, const std::string& pattern,
                         const std::string& where) {
  throw Error(Fault::configuration,
              say(_("{0}rule[{1}].patterns[{2}]: \"{3}\" is no regular expression: {4}"), where,
                  place.rule + 1, place.pattern + 1, pattern, wrong.why),
              _("allowed is the syntax of RE2: https://github.com/google/re2/wiki/Syntax"));
}

}  // namespace

RulePatterns patterns_of(const Settings& settings) {
  std::vector<Place> places;
  const auto patterns = gather(settings, places);
  if (patterns.empty()) return {};
  const Compiled& compiled = compile(patterns);
  if (compiled.wrong)
    refuse(*compiled.wrong, places[compiled.wrong->place], patterns[compiled.wrong->place], "");
  std::vector<std::pair<std::size_t, std::size_t>> ranges(settings.rules.size());  // first and past the last
  for (std::size_t i = 0, at = 0; i < settings.rules.size(); ++i) {
    ranges[i] = {at, at + settings.rules[i].patterns.size()};
    at = ranges[i].second;
  }
  return
      [find = compiled.find, ranges](std::size_t rule, std::string_view text) -> std::optional<std::string> {
        for (std::size_t place = ranges.at(rule).first; place < ranges.at(rule).second; ++place) {
          if (auto words = find(place, text)) return words;
        }
        return std::nullopt;
      };
}

void check_patterns(const Settings& settings, std::string_view toml, const std::string& origin) {
  std::vector<Place> places;
  const auto patterns = gather(settings, places);
  if (patterns.empty()) return;
  const Compiled& compiled = compile(patterns);
  if (!compiled.wrong) return;
  const Place& place = places[compiled.wrong->place];
  const auto root = config::parse_tree(toml, origin);
  const int line = root.find("rule")->items[place.rule].find("patterns")->items[place.pattern].line;
  refuse(*compiled.wrong, place, patterns[compiled.wrong->place], origin + ":" + std::to_string(line) + ": ");
}

}  // namespace urp
