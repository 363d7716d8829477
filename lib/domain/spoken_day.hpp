// spoken_day.hpp: days and lengths of time as people write them and as urp prints them, in both languages:
// `giovedì`, `gio 15:30`, `26/11`, `lun 23 nov 2026, 09:04`, `1h25`, `3g23h`. Nothing here throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/time_text.hpp"

namespace urp {

/// A day, and what follows it: empty, or a time of the clock.
struct SpokenDay {
  std::chrono::year_month_day date;
  std::string clock;
};

/// `text` is in lower case. Where no year is said it is the next such day, or the last one when `past`;
/// a weekday is never today, which is written as an hour alone.
std::optional<SpokenDay> find_spoken_day(std::string_view text, std::chrono::year_month_day today, bool past);

/// What stands behind a day: `alle 9` is `9:00`; anything else is left as it is.
std::string spoken_clock(std::string_view text);

/// `1h25` `3g23h` `2 ore` `7 giorni` `30 min`: lengths that find_duration does not read.
std::optional<Seconds> find_spoken_duration(std::string_view text);

}  // namespace urp
