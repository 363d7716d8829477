#include "domain/time_text.hpp"

#include <algorithm>
#include <charconv>

namespace urp {
namespace {

/// Digits only, `fewest` to `most` of them.
std::optional<int> find_number(std::string_view digits, std::size_t fewest, std::size_t most) {
  if (digits.size() < fewest || digits.size() > most) return std::nullopt;
  int value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Seconds> unit_length(char unit) {
  switch (unit) {
    case 's':
      return Seconds(1);
    case 'm':
      return std::chrono::minutes(1);
    case 'h':
      return std::chrono::hours(1);
    case 'd':
    case 'g':
      return std::chrono::days(1);
    case 'w':
      return std::chrono::weeks(1);
    case 'y':
      return std::chrono::days(365);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string_view without_blanks_around(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<std::chrono::year_month_day> find_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = find_number(text.substr(0, 4), 4, 4);
  const auto month = find_number(text.substr(5, 2), 2, 2);
  const auto day = find_number(text.substr(8, 2), 2, 2);
  if (!year || !month || !day || *year < 1970) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<Seconds> find_clock_time(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = find_number(text.substr(0, colon), 1, 2);
  std::string_view rest = text.substr(colon + 1);
  std::optional<int> second = 0;
  if (rest.size() > 2) {
    if (rest[2] != ':') return std::nullopt;
    second = find_number(rest.substr(3), 2, 2);
    rest = rest.substr(0, 2);
  }
  const auto minute = find_number(rest, 2, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + Seconds(*second);
}

std::optional<Seconds> find_offset(std::string_view text) {
  if (text == "Z" || text == "z") return Seconds(0);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  std::string digits(text.substr(1));
  if (digits.size() == 2) digits += "00";
  if (digits.size() == 4) digits.insert(digits.begin() + 2, ':');
  const auto offset = digits.size() >= 5 ? find_clock_time(digits) : std::nullopt;
  if (!offset) return std::nullopt;
  return text.front() == '-' ? -*offset : *offset;
}

std::optional<Seconds> find_duration(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto unit = unit_length(text.back());
  text.remove_suffix(1);
  if (!unit || text.size() > 10 ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::int64_t amount = 0;
  std::from_chars(text.data(), text.data() + text.size(), amount);
  const Seconds duration = amount * *unit;
  if (duration > std::chrono::days(365'000)) return std::nullopt;
  return duration;
}

std::string duration_text(Seconds duration) {
  constexpr std::int64_t day = 86'400;
  const auto count = duration.count();
  if (count != 0 && count % (365 * day) == 0) return std::to_string(count / (365 * day)) + "y";
  if (count % day == 0 && count >= 3 * day) return std::to_string(count / day) + "d";
  if (count != 0 && count % 3600 == 0) return std::to_string(count / 3600) + "h";
  if (count != 0 && count % 60 == 0) return std::to_string(count / 60) + "m";
  return std::to_string(count) + "s";
}

}  // namespace urp
