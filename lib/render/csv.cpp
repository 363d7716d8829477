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
    case 0xff1d:  // spreadsheets fold the full-width forms
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return true;
    default:
      return false;
  }
}

/// Where a reader may begin a cell: each spreadsheet splits at a separator of its own choice, and takes
/// quotes for quotes only where its cell begins with one. (Tabs and carriage returns are escaped already.)
bool may_end_cell(char32_t code) {
  return code == ',' || code == ';' || code == '|' || code == '"' || code == '\n';
}

/// The text with an apostrophe before what a spreadsheet would take for a formula, wherever a cell could
/// begin.
std::string guarded(std::string_view content) {
  std::string safe;
  safe.reserve(content.size() + 8);
  bool begins = true;         // only blanks since a cell could begin ...
  std::size_t begins_at = 0;  // ... here in `safe`
  for (std::size_t at = 0; at < content.size();) {
    const unicode::Character next = unicode::decode(content, at);
    if (begins && starts_formula(next.code)) {
      safe.insert(begins_at, 1, '\'');
      begins = false;
    }
    safe.append(content.substr(at, next.length));
    at += next.length;
    if (may_end_cell(next.code)) {
      begins = true;
      begins_at = safe.size();
    } else if (!is_blank(next.code)) {
      begins = false;
    }
  }
  return safe;
}

bool is_phone(std::string_view content) {
  return content.size() > 1 && content[0] == '+' &&
         std::all_of(content.begin() + 1, content.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void CsvCells::put_time(std::string_view iso) {
  constexpr std::size_t date = 10, clock = 19;  // 2026-11-23T09:04:00+01:00
  if (!layout_.excel) {
    out_->append(iso);
  } else {
    out_->append(iso.substr(0, date)).append(" ").append(iso.substr(date + 1, clock - date - 1));
  }
}

void CsvCells::put_text(std::string_view content) {
  if (content.empty()) return;
  // The usual cell: plain letters all through, so that only ASCII is left to look at.
  if (unicode::plain_run(content, 0) != content.size() || content.front() == ' ' || content.back() == ' ' ||
      starts_formula(static_cast<unsigned char>(content.front()))) {
    return put_unusual_text(content);
  }
  for (const char c : content) {
    if (may_end_cell(static_cast<unsigned char>(c))) return put_unusual_text(content);
  }
  out_->append(content);
}

void CsvCells::put_unusual_text(std::string_view content) {
  const std::string safe = guarded(escape_controls(content, true));
  const bool quote = safe.front() == ' ' || safe.back() == ' ' || safe.find_first_of(",;|\"\n") != safe.npos;
  if (quote) out_->push_back('"');
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
    if (layout_.excel) out_->push_back('\'');
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
  if (items.size() > 1) joined = '"' + joined + '"';
  out_->append(joined);
}

}  // namespace urp::render
