#include "whatsapp/json_ranges.hpp"

#include <algorithm>

#include "whatsapp/element.hpp"

namespace urp::whatsapp {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool ends_scalar(char c) {
  return is_blank(c) || c == ',' || c == ':' || c == '"' || c == '{' || c == '}' || c == '[' || c == ']';
}

}  // namespace

JsonWalk::JsonWalk(std::string_view bytes) : bytes_(bytes) {
  if (bytes_.starts_with("\xef\xbb\xbf")) at_ = 3;  // a byte order mark
}

char JsonWalk::peek() {
  while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
  return at_ < bytes_.size() ? bytes_[at_] : '\0';
}

bool JsonWalk::take(char c) {
  if (peek() != c) return false;
  ++at_;
  return true;
}

bool JsonWalk::skip(Span& value) {
  const char first = peek();
  value.begin = at_;
  value.depth = 0;
  if (at_ == bytes_.size()) return false;
  if (first == '"') {
    if (!skip_text()) return false;
  } else if (first == '{' || first == '[') {
    if (!skip_brackets(value.depth)) return false;
  } else {
    while (at_ < bytes_.size() && !ends_scalar(bytes_[at_])) ++at_;
  }
  value.end = at_;
  return value.exists();
}

bool JsonWalk::read_key(std::string& key) {
  if (peek() != '"') return false;
  const std::size_t begin = at_;
  if (!skip_text()) return false;
  key.assign(bytes_, begin + 1, at_ - begin - 2);
  if (key.find('\\') != std::string::npos) key = read_text(bytes_.substr(begin, at_ - begin));
  return true;
}

bool JsonWalk::skip_text() {
  for (++at_; at_ < bytes_.size(); ++at_) {
    if (bytes_[at_] == '"') {
      ++at_;
      return true;
    }
    if (bytes_[at_] == '\\') ++at_;
  }
  at_ = bytes_.size();
  return false;
}

bool JsonWalk::skip_brackets(std::size_t& depth) {
  open_.clear();
  while (at_ < bytes_.size()) {
    const char c = bytes_[at_];
    if (c == '"') {
      if (!skip_text()) return false;
      continue;
    }
    ++at_;
    if (c == '{' || c == '[') {
      open_.push_back(c == '{');
      depth = std::max(depth, open_.size());
    } else if (c == '}' || c == ']') {
      if (open_.back() != (c == '}')) return false;
      open_.pop_back();
      if (open_.empty()) return true;
    }
  }
  return false;
}

}  // namespace urp::whatsapp
