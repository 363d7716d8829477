// hours.cpp: what [hours] and [notice] quiet are made of.
#include <fmt/format.h>

#include <algorithm>

#include "config/values.hpp"
#include "domain/say.hpp"
#include "domain/time_text.hpp"

namespace urp::config {
namespace {

using std::chrono::minutes;
using std::chrono::year_month_day;

/// HH:MM, and 24:00 for the end of a day.
std::optional<minutes> find_minutes(std::string_view text) {
  if (text == "24:00") return minutes(24 * 60);
  if (text.size() != 5) return std::nullopt;
  const auto time = find_clock_time(text);
  if (!time) return std::nullopt;
  return std::chrono::duration_cast<minutes>(*time);
}

std::optional<OpeningHours> find_interval(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = find_minutes(text.substr(0, 5));
  const auto to = find_minutes(text.substr(6));
  if (!from || !to) return std::nullopt;
  return OpeningHours{*from, *to};
}

std::string interval_text(const OpeningHours& interval) {
  return fmt::format("{:02}:{:02}-{:02}:{:02}", interval.from.count() / 60, interval.from.count() % 60,
                     interval.to.count() / 60, interval.to.count() % 60);
}

Complaint no_interval(const Item& item) {
  return Refusal{item.line,
                 say(_("\"{0}\" is no interval; allowed: HH:MM-HH:MM, as in \"09:00-12:00\", up to 24:00"),
                     quotable(item.text))};
}

}  // namespace

Complaint read_date(const Item& item, std::chrono::year_month_day& date) {
  if (item.type == Item::Type::date) {
    date = item.date;
    if (static_cast<int>(date.year()) >= 1970) return std::nullopt;
  } else if (item.type != Item::Type::text) {
    return wrong_type(item, _("a date, as in \"2026-12-24\","));
  } else if (const auto found = find_date(item.text)) {
    date = *found;
    return std::nullopt;
  }
  const std::string shown = item.type == Item::Type::date ? iso_date(item.date) : quotable(item.text);
  return Refusal{item.line,
                 say(_("\"{0}\" is no date; allowed: days that exist, as in \"2026-12-24\""), shown)};
}

Complaint HoursOfDay::read(const Item& item, std::vector<OpeningHours>& value) const {
  if (item.type != Item::Type::list)
    return wrong_type(item, _("a list of intervals, as in [\"09:00-12:00\"],"));
  for (const auto& one : item.items) {
    if (one.type != Item::Type::text)
      return wrong_type(one, _("an interval in quotes, as in \"09:00-12:00\","));
    const auto interval = find_interval(one.text);
    if (!interval) return no_interval(one);
    if (interval->from >= interval->to) {
      return Refusal{
          one.line,
          say(_("\"{0}\" is empty; allowed: an end later than the beginning, up to 24:00"), one.text)};
    }
    for (const auto& other : value) {
      if (interval->from < other.to && other.from < interval->to) {
        return Refusal{one.line, say(_("\"{0}\" overlaps \"{1}\"; allowed: intervals one after the other"),
                                     one.text, interval_text(other))};
      }
    }
    value.push_back(*interval);
  }
  std::sort(value.begin(), value.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  return std::nullopt;
}

std::string HoursOfDay::print(const std::vector<OpeningHours>& value) const {
  std::vector<std::string> printed;
  for (const auto& interval : value) printed.push_back(toml_text(interval_text(interval)));
  return toml_list(printed);
}

Complaint Quiet::read(const Item& item, std::optional<OpeningHours>& value) const {
  if (item.type != Item::Type::text)
    return wrong_type(item, _("an interval in quotes, as in \"20:00-08:00\","));
  if (item.text.empty()) return std::nullopt;
  const auto interval = find_interval(item.text);
  if (!interval) return no_interval(item);
  const minutes day{24 * 60};
  if (interval->from == interval->to) {
    return Refusal{item.line,
                   say(_("\"{0}\" is empty; allowed: two different times, also across midnight"), item.text)};
  }
  if (interval->from % day == interval->to % day) {
    return Refusal{item.line,
                   say(_("\"{0}\" is the whole day, and no notice would ever leave; allowed: two different "
                         "times, also across midnight"),
                       item.text)};
  }
  value = interval;
  return std::nullopt;
}

std::string Quiet::print(const std::optional<OpeningHours>& value) const {
  return toml_text(value ? interval_text(*value) : std::string());
}

Complaint Holidays::read(const Item& item, bool& italian) const {
  std::string word;
  if (auto complaint = Choice{{"italy", "none"}}.read(item, word)) return complaint;
  italian = word == "italy";
  return std::nullopt;
}

Complaint DayOfYear::read(const Item& item, std::optional<std::chrono::month_day>& value) const {
  if (item.type != Item::Type::text) return wrong_type(item, _("a day in quotes, as in \"10-30\","));
  if (item.text.empty()) return std::nullopt;
  const auto date =
      item.text.size() == 5 ? find_date("2000-" + item.text) : std::nullopt;  // a leap year has them all
  if (!date) {
    return Refusal{item.line, say(_("\"{0}\" is no day of the year; allowed: MM-DD, as in \"10-30\""),
                                  quotable(item.text))};
  }
  value = date->month() / date->day();
  return std::nullopt;
}

std::string DayOfYear::print(const std::optional<std::chrono::month_day>& value) const {
  if (!value) return toml_text("");
  return fmt::format("\"{:02}-{:02}\"", static_cast<unsigned>(value->month()),
                     static_cast<unsigned>(value->day()));
}

Complaint Dates::read(const Item& item, std::vector<year_month_day>& value) const {
  if (item.type != Item::Type::list) return wrong_type(item, _("a list of dates, as in [\"2026-12-24\"],"));
  for (const auto& one : item.items) {
    year_month_day date;
    if (auto complaint = read_date(one, date)) return complaint;
    value.push_back(date);
  }
  return std::nullopt;
}

std::string Dates::print(const std::vector<year_month_day>& value) const {
  std::vector<std::string> printed;
  for (const auto& date : value) printed.push_back(toml_text(iso_date(date)));
  return toml_list(printed);
}

Complaint DatedHours::read(const Item& item, Map& value) const {
  const auto form = [] {
    return std::string(_("a list of { date = \"2026-12-31\", hours = [\"09:00-11:00\"] }"));
  };
  if (item.type != Item::Type::list) return wrong_type(item, form());
  for (const auto& one : item.items) {
    if (one.type != Item::Type::table) return wrong_type(one, form());
    for (const auto& member : one.members) {
      if (member.key != "date" && member.key != "hours") {
        return Refusal{member.line,
                       say(_("\"{0}\" is an unknown key; allowed: date, hours"), quotable(member.key))};
      }
    }
    const Item* day = one.find("date");
    const Item* hours = one.find("hours");
    if (!day || !hours) return Refusal{one.line, say(_("date or hours is missing; allowed: {0}"), form())};
    year_month_day date;
    if (auto complaint = read_date(*day, date)) return complaint;
    const auto [place, added] = value.try_emplace(date);
    if (!added)
      return Refusal{day->line,
                     say(_("{0} stands here twice; allowed: each date only once"), iso_date(date))};
    if (auto complaint = HoursOfDay().read(*hours, place->second)) return complaint;
  }
  return std::nullopt;
}

std::string DatedHours::print(const Map& value) const {
  std::vector<std::string> printed;
  for (const auto& [date, hours] : value) {
    printed.push_back(
        fmt::format("{{ date = \"{}\", hours = {} }}", iso_date(date), HoursOfDay().print(hours)));
  }
  return toml_list(printed);
}

}  // namespace urp::config
