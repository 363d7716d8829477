#include "keys.hpp"

#include <algorithm>
#include <optional>

namespace urp::cli {
namespace {

using Kind = Key::Kind;

constexpr std::string_view paste_begins = "\x1b[200~", paste_ends = "\x1b[201~";

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t length_of(char first) {
  const auto c = static_cast<unsigned char>(first);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

Key control(char c) {
  switch (c) {
    case '\r':
    case '\n':
      return {Kind::enter};
    case 0x7f:
    case 0x08:
      return {Kind::backspace};
    case 0x01:
      return {Kind::home};
    case 0x05:
      return {Kind::end};
    case 0x17:
      return {Kind::erase_word};
    case 0x15:
      return {Kind::erase_line};
    case 0x0f:
      return {Kind::editor};
    case 0x0c:
      return {Kind::redraw};
    case 0x03:
      return {Kind::interrupt};
    case 0x1a:
      return {Kind::suspend};
    case 0x04:
      return {Kind::escape};
    default:
      return {Kind::unknown};
  }
}

/// What stands between `ESC [` or `ESC O` and its last letter.
Key sequence(std::string_view body) {
  struct Known {
    std::string_view body;
    Kind kind;
  };
  constexpr Known known[] = {{"A", Kind::up},        {"B", Kind::down}, {"C", Kind::right},
                             {"D", Kind::left},      {"H", Kind::home}, {"F", Kind::end},
                             {"1~", Kind::home},     {"4~", Kind::end}, {"5~", Kind::page_up},
                             {"6~", Kind::page_down}};
  for (const Known& one : known) {
    if (one.body == body) return {one.kind};
  }
  return {Kind::unknown};
}

struct Taken {
  Key key;
  std::size_t bytes = 0;
};

/// None: the rest has not come yet.
std::optional<Taken> take_escape(std::string_view bytes, bool silent) {
  const auto lone = [silent]() { return silent ? std::optional(Taken{{Kind::escape}, 1}) : std::nullopt; };
  if (bytes.size() == 1) return lone();
  if (bytes.starts_with(paste_begins)) {
    const auto end = bytes.find(paste_ends);
    if (end == bytes.npos) return std::nullopt;
    std::string text(bytes.substr(paste_begins.size(), end - paste_begins.size()));
    std::replace(text.begin(), text.end(), '\r', '\n');
    return Taken{{Kind::paste, std::move(text)}, end + paste_ends.size()};
  }
  if (bytes.starts_with("\x1b_G")) {  // a terminal's late answer about pictures: no letters of it are keys
    const auto end = bytes.find("\x1b\\", 3);
    if (end == bytes.npos) return silent ? std::optional(Taken{{Kind::unknown}, bytes.size()}) : std::nullopt;
    return Taken{{Kind::unknown}, end + 2};
  }
  if (bytes[1] != '[' && bytes[1] != 'O') return Taken{{Kind::escape}, 1};
  for (std::size_t i = 2; i < bytes.size(); ++i) {
    if (bytes[i] >= 0x40 && bytes[i] <= 0x7e) return Taken{sequence(bytes.substr(2, i - 1)), i + 1};
  }
  return lone();
}

std::optional<Taken> take_one(std::string_view bytes, bool silent) {
  const char first = bytes.front();
  if (first == 0x1b) return take_escape(bytes, silent);
  if (static_cast<unsigned char>(first) < 0x20 || first == 0x7f) return Taken{control(first), 1};
  const std::size_t length = length_of(first);
  if (continues(first)) return Taken{{Kind::unknown}, 1};
  if (bytes.size() < length)
    return silent ? std::optional(Taken{{Kind::unknown}, bytes.size()}) : std::nullopt;
  const auto rest = bytes.substr(1, length - 1);
  if (!std::all_of(rest.begin(), rest.end(), continues)) return Taken{{Kind::unknown}, 1};
  return Taken{{Kind::character, std::string(bytes.substr(0, length))}, length};
}

}  // namespace

std::vector<Key> take_keys(std::string& bytes, bool silent) {
  std::vector<Key> keys;
  std::size_t at = 0;
  while (at < bytes.size()) {
    auto taken = take_one(std::string_view(bytes).substr(at), silent);
    if (!taken) break;
    at += taken->bytes;
    keys.push_back(std::move(taken->key));
  }
  bytes.erase(0, at);
  return keys;
}

bool LineInput::press(const Key& key) {
  switch (key.kind) {
    case Kind::character:
    case Kind::paste:
      insert(key.text);
      return true;
    case Kind::backspace:
      erase_back_to(previous());
      return true;
    case Kind::erase_line:
      erase_back_to(0);
      return true;
    case Kind::erase_word: {
      const auto last = before().find_last_not_of(" \n");
      const auto blank = last == std::string::npos ? last : before().find_last_of(" \n", last);
      erase_back_to(blank == std::string::npos ? 0 : blank + 1);
      return true;
    }
    case Kind::left:
      cursor_ = previous();
      return true;
    case Kind::right:
      cursor_ = next();
      return true;
    case Kind::home:
      cursor_ = 0;
      return true;
    case Kind::end:
      cursor_ = text_.size();
      return true;
    default:
      return false;
  }
}

void LineInput::insert(std::string_view text) {
  text_.insert(cursor_, text);
  cursor_ += text.size();
}

void LineInput::erase_back_to(std::size_t from) {
  text_.erase(from, cursor_ - from);
  cursor_ = from;
}

std::size_t LineInput::previous() const {
  std::size_t at = cursor_;
  while (at > 0 && continues(text_[--at])) {
  }
  return at;
}

std::size_t LineInput::next() const {
  std::size_t at = cursor_;
  if (at < text_.size()) ++at;
  while (at < text_.size() && continues(text_[at])) ++at;
  return at;
}

}  // namespace urp::cli
