// checks.hpp: what a text in urp.toml may look like, and the words that say so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/spelling.hpp>

namespace urp::config {

/// A named rule for a text. `allowed` is translated, and ends the sentence `"x" is not allowed; allowed:
/// ...`.
struct Shape {
  bool (*fits)(std::string_view text);
  const char* (*allowed)();
  bool may_hold_secret = false;  // then the value is not repeated in the error
};

extern const Shape any_words;  // several lines
extern const Shape one_line;   // may be empty
extern const Shape filled_line;
extern const Shape slug;   // lavori-pubblici
extern const Shape label;  // a tag
extern const Shape login;
extern const Shape time_zone;      // Europe/Rome
extern const Shape digits;         // identifiers of WhatsApp; may be empty
extern const Shape api_version;    // v26.0
extern const Shape template_name;  // may be empty
extern const Shape mail_address;   // may be empty
extern const Shape base_url;       // https, or http to loopback
extern const Shape public_url;     // the same, or empty
extern const Shape web_url;        // may be empty
extern const Shape mail_url;       // may be empty
extern const Shape media_link;     // may be empty
extern const Shape listen_address;
extern const Shape url_path;
extern const Shape slug_or_name;  // a canned answer: also with underscores
extern const Shape price_category;

/// The first `{...}` of a text that is none of `allowed` (names without braces, parted by blanks), or a brace
/// without its partner.
std::optional<std::string> find_wrong_placeholder(std::string_view text, std::string_view allowed);
/// "{ticket} {name}" of "ticket name".
std::string placeholder_list(std::string_view names);

/// What an error repeats of a value: at most sixty bytes, no control characters.
std::string quotable(std::string_view text);

/// The allowed word that was probably meant, if one is near.
template <class Names>
std::optional<std::string_view> find_nearest(std::string_view word, const Names& names);

template <class Names>
std::optional<std::string_view> find_nearest(std::string_view word, const Names& names) {
  std::optional<std::string_view> nearest;
  int best = word.size() < 4 ? 2 : 3;  // nothing that differs by so much
  for (std::string_view name : names) {
    const bool shortened =
        word.size() >= 3 && (name.substr(0, word.size()) == word || word.substr(0, name.size()) == name);
    const int slips = shortened ? 1 : count_slips(word, name);
    if (slips < best) {
      best = slips;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace urp::config
