#include "render/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include <urp/text.hpp>

#include "domain/unicode.hpp"

namespace urp::render {
namespace {

bool is_blank(char32_t code) {
  return code == ' ' || code == '\n' || code == 0xa0 || (code >= 0x2000 && code <= 0x200a) ||
         code == 0x202f || code == 0x205f || code == 0x3000;
}

bool starts_formula(char32_t code) {
  switch (code) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case 0xff1d:  // spreadsheets fold the full-width forms
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return true;
    default:
      return false;
  }
}

bool could_be_formula(std::string_view content) {
  for (std::size_t at = 0; at < content.size();) {
    const unicode::Character next = unicode::decode(content, at);
    if (!is_blank(next.code)) return starts_formula(next.code);
    at += next.length;
  }
  return false;
}

bool is_phone(std::string_view content) {
  return content.size() > 1 && content[0] == '+' &&
         std::all_of(content.begin() + 1, content.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void CsvCells::put_text(std::string_view content) {
  if (content.empty()) return;
  // The usual cell: plain letters all through, so that only ASCII is left to look at.
  if (unicode::plain_run(content, 0) != content.size() || content.front() == ' ' || content.back() == ' ' ||
      starts_formula(static_cast<unsigned char>(content.front()))) {
    return put_unusual_text(content);
  }
  for (const char c : content) {
    if (c == separator_ || c == '"') return put_unusual_text(content);
  }
  out_->append(content);
}

void CsvCells::put_unusual_text(std::string_view content) {
  const bool guard = could_be_formula(content);
  const std::string safe = escape_controls(content, true);
  const char special[] = {separator_, '"', '\n'};
  const bool quote = safe.front() == ' ' || safe.back() == ' ' ||
                     safe.find_first_of(special, 0, std::size(special)) != std::string::npos;
  if (quote) out_->push_back('"');
  if (guard) out_->push_back('\'');
  for (const char c : safe) {
    if (c == '"') out_->push_back('"');
    out_->push_back(c);
  }
  if (quote) out_->push_back('"');
}

void CsvCells::text(std::string_view, const std::vector<std::string>& items) {
  next();
  if (items.empty()) return;
  if (items.size() == 1) return put_text(items.front());
  std::string joined;
  for (const std::string& item : items) joined.append(joined.empty() ? "" : ";").append(item);
  put_text(joined);
}

void CsvCells::phone(std::string_view, const std::optional<std::string>& content) {
  next();
  if (!content) return;
  if (is_phone(*content)) {
    out_->append(*content);
  } else {
    put_text(*content);
  }
}

void CsvCells::word(std::string_view, const std::optional<MessageRef>& ref) {
  next();
  if (ref) out_->append(to_string(*ref));
}

void CsvCells::put_number_after(std::string_view prefix, std::int64_t number) {
  next();
  const fmt::format_int digits(number);
  out_->append(prefix);
  out_->append(digits.data(), digits.size());
}

void CsvCells::number(std::string_view, double content) {
  next();
  if (std::isfinite(content)) fmt::format_to(std::back_inserter(*out_), "{}", content);
}

void CsvCells::number(std::string_view, const std::vector<TicketId>& items) {
  next();
  std::string joined;
  for (const TicketId item : items)
    joined.append(joined.empty() ? "" : ";").append(std::to_string(item.value));
  if (items.size() > 1 && separator_ == ';') joined = '"' + joined + '"';
  out_->append(joined);
}

}  // namespace urp::render
