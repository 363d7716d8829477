// bodies.hpp: the webhook bodies that urp-post sends: from files, from lines, or made up.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

struct Body {
  std::string name;  // file, line number or wamid: what the log and the answers are told by
  std::string bytes;
};

/// Bodies by number, from any thread: made when they are asked for, so that a million need no memory.
struct Source {
  std::size_t count = 0;
  std::function<Body(std::size_t)> make;
};

/// Whole files; "-" is standard input. Throws std::runtime_error.
Source read_files(const std::vector<std::string>& files);
/// One body a line; lines count from 1 through all files. Throws std::runtime_error.
Source read_lines(const std::vector<std::string>& files);
/// `*.json` of a folder, by name. Throws std::runtime_error.
std::vector<std::string> json_files(const std::string& folder);

struct Generator {
  std::size_t count = 0;
  std::size_t from = 0;  // number of the first
  std::uint64_t seed = 1;
  std::size_t people = 100;
  std::int64_t at = 0;  // UTC seconds
};
/// Texts of citizens, one a body. Body `i` depends on the seed, on `i` and on the time alone. All ASCII, with
/// the
/// `\uXXXX` of the provider.
Source generate(const Generator& wishes);

/// Sets every string or number whose path ends in KEY, where array places do not count: "id", "messages.id".
/// In VALUE
/// `{i}` is the number of the body, so that a repeated file can be a new message each time.
struct Change {
  std::string key, value;
};
/// Throws std::invalid_argument when it is not KEY=VALUE.
Change parse_change(const std::string& text);
/// Throws std::runtime_error when the body is not JSON.
std::string apply_changes(const std::string& bytes, const std::vector<Change>& changes, std::size_t number);

/// What the header X-Hub-Signature-256 says.
std::string sign(std::string_view secret, std::string_view bytes);

}  // namespace sim
