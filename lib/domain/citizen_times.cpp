#include "domain/citizen_times.hpp"

#include <fmt/format.h>

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr const char* italian_days[] = {"lunedì",  "martedì", "mercoledì", "giovedì",
                                        "venerdì", "sabato",  "domenica"};
constexpr const char* english_days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
constexpr const char* italian_months[] = {"gennaio",   "febbraio", "marzo",    "aprile",
                                          "maggio",    "giugno",   "luglio",   "agosto",
                                          "settembre", "ottobre",  "novembre", "dicembre"};
constexpr const char* english_months[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

bool is_english(std::string_view language) {
  return language == "en";
}

std::string day_and_month(std::string_view language, std::chrono::year_month_day date) {
  const unsigned day = static_cast<unsigned>(date.day()), month = static_cast<unsigned>(date.month()) - 1;
  if (is_english(language)) return fmt::format("{} {}", day, english_months[month]);
  return fmt::format("{}{} {}", day, day == 1 ? "°" : "", italian_months[month]);
}

std::string weekday(std::string_view language, std::chrono::year_month_day date) {
  const auto day = std::chrono::weekday(date).iso_encoding() - 1;
  return is_english(language) ? english_days[day] : italian_days[day];
}

}  // namespace

std::string citizen_date(std::string_view language, std::chrono::year_month_day date) {
  return fmt::format("{} {}", day_and_month(language, date), static_cast<int>(date.year()));
}

std::string citizen_moment(std::string_view language, const Zone& zone, TimePoint at, TimePoint now) {
  const auto then = zone.local(at), today = zone.local(now);
  const auto away = sys_days(then.date) - sys_days(today.date);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(then.since_midnight).count();
  const bool english = is_english(language);
  const std::string hour = fmt::format("{}:{:02}", minutes / 60, minutes % 60);
  std::string day = english ? "today" : "oggi";
  if (away != days(0)) day = weekday(language, then.date);
  if (away > days(6)) day += " " + day_and_month(language, then.date);
  return fmt::format("{} {} {}", day, english ? "at" : "alle", hour);
}

std::string citizen_days(std::string_view language, std::chrono::days days) {
  if (is_english(language)) return fmt::format("{} {}", days.count(), days.count() == 1 ? "day" : "days");
  return fmt::format("{} {}", days.count(), days.count() == 1 ? "giorno" : "giorni");
}

}  // namespace urp
