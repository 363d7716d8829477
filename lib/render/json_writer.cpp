#include "render/json_writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "domain/unicode.hpp"

namespace urp::render {
namespace {

void append_unit(std::string& out, std::uint32_t unit) {
  fmt::format_to(std::back_inserter(out), "\\u{:04x}", unit);
}

void append_escape(std::string& out, char32_t code) {
  switch (code) {
    case '\n':
      out.append("\\n");
      return;
    case '\t':
      out.append("\\t");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    default:
      break;
  }
  if (code < 0x10000) return append_unit(out, code);
  append_unit(out, 0xd800 + ((code - 0x10000) >> 10));
  append_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
}

/// The bytes of a plain run up to what JSON itself escapes.
std::size_t without_quotes(std::string_view run) {
  const std::size_t end = run.find_first_of("\"\\");
  return end == std::string_view::npos ? run.size() : end;
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  separate();
  out_->push_back('"');
  out_->append(name);
  out_->append("\":");
}

void JsonWriter::null() {
  put_word("null");
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_->push_back('"');
  unicode::Watch watch;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = without_quotes(text.substr(at, unicode::plain_run(text, at)));
    if (plain > 0) {
      out_->append(text, at, plain);
      at += plain;
      watch.pass_plain();
      continue;
    }
    const unicode::Character next = unicode::decode(text, at);
    if (next.code == '"' || next.code == '\\') {
      out_->push_back('\\');
      out_->push_back(static_cast<char>(next.code));
      watch.pass_plain();
    } else if (watch.hides(next.code)) {
      append_escape(*out_, next.code);
    } else {
      unicode::append(*out_, next.code);
    }
    at += next.length;
  }
  out_->push_back('"');
}

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();  // JSON has no word for it
  separate();
  fmt::format_to(std::back_inserter(*out_), "{}", number);
}

void JsonWriter::value(std::int64_t number) {
  const fmt::format_int digits(number);
  put_word({digits.data(), digits.size()});
}

void JsonWriter::value(TimePoint at) {
  separate();
  out_->push_back('"');
  out_->append((*times_)(at));
  out_->push_back('"');
}

}  // namespace urp::render
