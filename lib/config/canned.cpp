// canned.cpp: a ready answer: its text alone, or a table with its other languages, its group, its last day.
#include <fmt/format.h>

#include <urp/visible.hpp>

#include "config/values.hpp"
#include "domain/say.hpp"

namespace urp::config {
namespace {

constexpr std::string_view keys = "text, group, expires, or a language as in en = \"...\"";
constexpr std::size_t most = 4'096;  // UTF-16 units: one message
const Letter words{canned_placeholders, most};

bool is_language(std::string_view key) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return key.size() == 2 && is_letter(key[0]) && is_letter(key[1]);
}

Complaint read_member(const Member& member, Settings::Canned& value) {
  if (member.key == "text") return words.read(member.item, value.text);
  if (member.key == "group") return Text{one_line}.read(member.item, value.group);
  if (member.key == "expires") {
    std::chrono::year_month_day date;
    auto complaint = read_date(member.item, date);
    if (!complaint) value.expires = date;
    return complaint;
  }
  if (is_language(member.key)) return words.read(member.item, value.texts[member.key]);
  return Refusal{member.line, say(_("{0}: unknown; allowed: {1}"), quotable(member.key), keys)};
}

}  // namespace

Complaint CannedAnswer::read(const Item& item, Settings::Canned& value) const {
  if (item.type != Item::Type::table) {
    if (auto complaint = words.read(item, value.text)) return complaint;
  }
  for (const auto& member : item.members) {
    if (auto complaint = read_member(member, value)) return complaint;
  }
  if (!shows_something(value.text)) return Refusal{item.line, _("text is missing: the words of the answer")};
  return std::nullopt;
}

std::string CannedAnswer::print(const Settings::Canned& value) const {
  if (value.texts.empty() && value.group.empty() && !value.expires) return toml_text(value.text);
  std::string table = "{ text = " + toml_text(value.text);
  for (const auto& [language, text] : value.texts) table += ", " + language + " = " + toml_text(text);
  if (!value.group.empty()) table += ", group = " + toml_text(value.group);
  if (value.expires) table += ", expires = " + iso_date(*value.expires);
  return table + " }";
}

}  // namespace urp::config
