// The regular expressions of rules, by RE2: whatever a citizen writes, time grows with its length alone.
#include <re2/re2.h>

#include <memory>

#include <urp/api.hpp>

#include "domain/pattern_factory.hpp"

namespace {

using Compiled = std::vector<std::unique_ptr<re2::RE2>>;

}  // namespace

extern "C" URP_API std::optional<urp::WrongPattern> urp_patterns_v1(const std::vector<std::string>& patterns,
                                                                    urp::FindPattern& find);

std::optional<urp::WrongPattern> urp_patterns_v1(const std::vector<std::string>& patterns,
                                                 urp::FindPattern& find) {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);  // of one expression: a{1000}{1000} is refused
  auto compiled = std::make_shared<Compiled>();
  for (std::size_t place = 0; place < patterns.size(); ++place) {
    compiled->push_back(std::make_unique<re2::RE2>(patterns[place], options));
    if (!compiled->back()->ok()) return urp::WrongPattern{place, compiled->back()->error()};
  }
  find = [compiled](std::size_t place, std::string_view text) -> std::optional<std::string> {
    re2::StringPiece found;
    const re2::StringPiece whole(text.data(), text.size());
    if (!compiled->at(place)->Match(whole, 0, text.size(), re2::RE2::UNANCHORED, &found, 1))
      return std::nullopt;
    return std::string(found.data(), found.size());
  };
  return std::nullopt;
}
