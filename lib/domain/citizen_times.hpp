// citizen_times.hpp: days and hours as citizens read them, in the language of the office.
#pragma once

#include <string>
#include <string_view>

#include <urp/time.hpp>

namespace urp {

/// `23 novembre 2026`, `1° dicembre 2026`; `23 November 2026`
std::string citizen_date(std::string_view language, std::chrono::year_month_day date);
/// `oggi alle 15:30`, `lunedì alle 9:00`, from a week away on `lunedì 4 gennaio alle 9:00`. A day has its
/// name: who reads it tomorrow must not be misled by "tomorrow".
std::string citizen_moment(std::string_view language, const Zone& zone, TimePoint at, TimePoint now);
/// `30 giorni`
std::string citizen_days(std::string_view language, std::chrono::days days);

}  // namespace urp
