// values.cpp: texts, lists, numbers; hours.cpp has what stands in a calendar.
#include "config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include <urp/error.hpp>
#include <urp/ground.hpp>
#include <urp/query.hpp>
#include <urp/text.hpp>

#include "domain/language.hpp"
#include "domain/query.hpp"
#include "domain/say.hpp"
#include "domain/time_text.hpp"

namespace urp::config {
namespace {

Complaint not_allowed(const Item& item, const std::string& shown, const std::string& allowed) {
  return Refusal{item.line, say(_("{0} is not allowed; allowed: {1}"), shown, allowed)};
}

Complaint check(const Item& item, const Shape& shape) {
  if (item.type != Item::Type::text) return wrong_type(item, _("text"));
  if (shape.fits(item.text)) return std::nullopt;
  if (shape.may_hold_secret) return not_allowed(item, _("this value"), shape.allowed());
  return not_allowed(item, "\"" + quotable(item.text) + "\"", shape.allowed());
}

/// Units of 1000, as disks and WhatsApp count.
std::optional<std::int64_t> find_size(std::string_view text) {
  const auto unit_at = text.find_first_not_of("0123456789");
  if (unit_at == 0 || unit_at == std::string_view::npos || unit_at > 9) return std::nullopt;
  const std::int64_t amount = std::stoll(std::string(text.substr(0, unit_at)));
  const std::string_view unit = without_blanks_around(text.substr(unit_at));
  if (unit == "GB") return amount * 1'000'000'000;
  if (unit == "MB") return amount * 1'000'000;
  if (unit == "kB" || unit == "KB") return amount * 1'000;
  if (unit == "B") return amount;
  return std::nullopt;
}

std::string kind_names() {
  std::vector<std::string_view> names;
  for (auto kind : ticket_kinds) names.push_back(to_name(kind));
  return joined(names);
}

}  // namespace

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\u{:04X}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string toml_list(const std::vector<std::string>& printed) {
  return fmt::format("[{}]", fmt::join(printed, ", "));
}

std::string joined(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

Complaint wrong_type(const Item& item, const std::string& expected) {
  return Refusal{item.line, say(_("{0} is expected, not {1}"), expected, type_words(item))};
}

Complaint Text::read(const Item& item, std::string& value) const {
  if (auto complaint = check(item, shape)) return complaint;
  value = item.text;
  return std::nullopt;
}

Complaint Text::read(const Item& item, std::optional<std::string>& value) const {
  if (item.type == Item::Type::text && item.text.empty()) return std::nullopt;
  if (auto complaint = check(item, shape)) return complaint;
  value = item.text;
  return std::nullopt;
}

Complaint WarningTexts::read(const Item& item, std::map<std::string, std::string>& value) const {
  if (item.type != Item::Type::table)
    return wrong_type(item, _("a table of texts, as in { spam = \"...\" },"));
  for (const auto& member : item.members) {
    const auto known = ground(member.key);
    if (!known) {
      return Refusal{member.line, say(_("\"{0}\" is no ground; allowed: {1}"), quotable(member.key),
                                      "illegal, offensive, threat, personal-data, attack, spam, promotion, "
                                      "copyright, fundraising")};
    }
    if (auto complaint = check(member.item, any_words)) return complaint;
    value[std::string(to_name(*known))] = member.item.text;
  }
  return std::nullopt;
}

std::string WarningTexts::print(const std::map<std::string, std::string>& value) const {
  std::string inner;
  for (const auto& [name, text] : value)
    inner += (inner.empty() ? " " : ", ") + name + " = " + toml_text(text);
  return "{" + inner + (inner.empty() ? "}" : " }");
}

Complaint SavedQuery::read(const Item& item, std::string& value) const {
  if (auto complaint = check(item, filled_line)) return complaint;
  try {
    // Any day: what "30d" means is known when the search is used.
    parse_query(item.text, std::chrono::sys_days(std::chrono::year(2026) / 1 / 1), Zone());
  } catch (const Error& error) {
    return Refusal{item.line, say(_("{0}; {1}"), error.what(), error.hint())};
  }
  value = item.text;
  return std::nullopt;
}

Complaint Contents::read(const Item& item, std::vector<std::string>& value) const {
  if (auto complaint = Texts{filled_line}.read(item, value)) return complaint;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto known = carries(value[i]);
    if (!known || *known == Carries::link) {
      return not_allowed(item.items[i], "\"" + quotable(value[i]) + "\"",
                         _("image, video, audio, voice, document, location, contact"));
    }
    value[i] = to_name(*known);
  }
  return std::nullopt;
}

std::string Contents::print(const std::vector<std::string>& value) const {
  return Texts{filled_line}.print(value);
}

Complaint SpokenLanguage::read(const Item& item, std::string& value) const {
  value.clear();
  if (item.type == Item::Type::text && item.text.empty()) return std::nullopt;
  const auto known = known_languages();
  return Choice{{known.begin(), known.end()}}.read(item, value);
}

Complaint Letter::read(const Item& item, std::string& value) const {
  if (auto complaint = check(item, any_words)) return complaint;
  if (utf16_length(item.text) > most) {
    return Refusal{item.line, say(_("the text is too long; allowed: {0} characters"), most)};
  }
  if (const auto wrong = find_wrong_placeholder(item.text, placeholders)) {
    const auto list = placeholder_list(placeholders);
    if (wrong->size() == 1) {
      return Refusal{item.line, say(_("\"{0}\" stands alone; allowed: {1}"), *wrong, list)};
    }
    return Refusal{item.line, say(_("\"{0}\" is no placeholder; allowed: {1}"), quotable(*wrong), list)};
  }
  value = item.text;
  return std::nullopt;
}

Complaint Texts::read(const Item& item, std::vector<std::string>& value) const {
  if (item.type != Item::Type::list) return wrong_type(item, _("a list of texts, as in [\"one\", \"two\"],"));
  if (needs_one && item.items.empty())
    return Refusal{item.line, _("the list is empty; allowed: at least one text")};
  value.clear();
  for (const auto& one : item.items) {
    if (auto complaint = check(one, shape)) return complaint;
    if (std::find(value.begin(), value.end(), one.text) != value.end()) {
      return Refusal{one.line,
                     say(_("\"{0}\" stands here twice; allowed: each only once"), quotable(one.text))};
    }
    value.push_back(one.text);
  }
  return std::nullopt;
}

std::string Texts::print(const std::vector<std::string>& value) const {
  std::vector<std::string> printed;
  for (const auto& text : value) printed.push_back(toml_text(text));
  return toml_list(printed);
}

Complaint Choice::read(const Item& item, std::string& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("text"));
  if (std::find(words.begin(), words.end(), item.text) == words.end()) {
    return not_allowed(item, "\"" + quotable(item.text) + "\"", joined(words));
  }
  value = item.text;
  return std::nullopt;
}

Complaint Choice::read(const Item& item, std::optional<std::string>& value) const {
  if (item.type == Item::Type::text && item.text.empty()) return std::nullopt;
  std::string chosen;
  if (auto complaint = read(item, chosen)) return complaint;
  value = std::move(chosen);
  return std::nullopt;
}

Complaint Path::read(const Item& item, std::filesystem::path& value) const {
  if (auto complaint = check(item, may_be_empty ? one_line : filled_line)) return complaint;
  value = item.text;
  return std::nullopt;
}

Complaint Flag::read(const Item& item, bool& value) const {
  if (item.type != Item::Type::boolean) return wrong_type(item, _("true or false"));
  value = item.boolean;
  return std::nullopt;
}

Complaint Whole::read(const Item& item, int& value) const {
  if (item.type != Item::Type::integer) return wrong_type(item, _("a whole number"));
  if (item.integer < least || item.integer > most) {
    return not_allowed(item, std::to_string(item.integer), say(_("{0} to {1}"), least, most));
  }
  value = static_cast<int>(item.integer);
  return std::nullopt;
}

Complaint Euro::read(const Item& item, double& value) const {
  if (item.type != Item::Type::integer && item.type != Item::Type::real)
    return wrong_type(item, _("a number"));
  const double amount = item.type == Item::Type::integer ? static_cast<double>(item.integer) : item.real;
  if (!std::isfinite(amount) || amount < 0 || amount > 100) {
    return not_allowed(item, fmt::format("{}", amount), _("0 to 100 euro a message"));
  }
  value = amount;
  return std::nullopt;
}

std::string Euro::print(double value) const {
  const std::string text = fmt::format("{}", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

Complaint Span::read(const Item& item, Seconds& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("a duration in quotes, as in \"4h\","));
  const auto duration = find_duration(item.text);
  if (!duration || *duration < least || *duration > most) {
    return not_allowed(item, "\"" + quotable(item.text) + "\"",
                       say(_("a number with s, m, h, d, w or y, from {0} to {1}"), duration_text(least),
                           duration_text(most)));
  }
  value = *duration;
  return std::nullopt;
}

std::string Span::print(Seconds value) const {
  return toml_text(duration_text(value));
}

Complaint Days::read(const Item& item, std::chrono::days& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("a number of days in quotes, as in \"30d\","));
  const auto duration = find_duration(item.text);
  const auto whole = std::chrono::floor<std::chrono::days>(duration.value_or(Seconds(-1)));
  if (!duration || whole != *duration || whole.count() < least || whole.count() > most) {
    return not_allowed(item, "\"" + quotable(item.text) + "\"",
                       say(_("whole days, from {0}d to {1}d"), least, most));
  }
  value = whole;
  return std::nullopt;
}

Complaint Size::read(const Item& item, std::int64_t& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("a size in quotes, as in \"100MB\","));
  const auto size = find_size(item.text);
  if (!size || *size < 1 || *size > 2'000'000'000) {
    return not_allowed(item, "\"" + quotable(item.text) + "\"",
                       _("a number with B, kB, MB or GB, from 1B to 2GB"));
  }
  value = *size;
  return std::nullopt;
}

std::string Size::print(std::int64_t value) const {
  if (value % 1'000'000'000 == 0) return toml_text(std::to_string(value / 1'000'000'000) + "GB");
  if (value % 1'000'000 == 0) return toml_text(std::to_string(value / 1'000'000) + "MB");
  if (value % 1'000 == 0) return toml_text(std::to_string(value / 1'000) + "kB");
  return toml_text(std::to_string(value) + "B");
}

Complaint Kind::read(const Item& item, std::optional<TicketKind>& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("text"));
  value = ticket_kind(item.text);
  if (!value && !item.text.empty()) return not_allowed(item, "\"" + quotable(item.text) + "\"", kind_names());
  return std::nullopt;
}

std::string Kind::print(const std::optional<TicketKind>& value) const {
  return toml_text(value ? to_name(*value) : std::string_view());
}

Complaint Kinds::read(const Item& item, std::vector<TicketKind>& value) const {
  if (item.type != Item::Type::list) return wrong_type(item, _("a list of texts, as in [\"one\", \"two\"],"));
  for (const auto& one : item.items) {
    std::optional<TicketKind> kind;
    if (auto complaint = Kind().read(one, kind)) return complaint;
    if (!kind) return not_allowed(one, "\"\"", kind_names());
    value.push_back(*kind);
  }
  return std::nullopt;
}

std::string Kinds::print(const std::vector<TicketKind>& value) const {
  std::vector<std::string> printed;
  for (auto kind : value) printed.push_back(toml_text(to_name(kind)));
  return toml_list(printed);
}

}  // namespace urp::config
