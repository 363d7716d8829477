// rome.hpp: the time zone of the office from the machine's zone files, and moments written as people read
// them.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

inline std::string zone_bytes(const std::string& name) {
  std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("no zone file for " + name);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

inline const Zone& rome() {
  static const Zone zone = Zone::parse(zone_bytes("Europe/Rome"), "Europe/Rome");
  return zone;
}

/// "2026-11-23 09:04" by the clock in Rome, or ISO with an offset.
inline TimePoint at(std::string_view text) {
  return parse_time(text, TimePoint{}, rome());
}
inline std::string in_rome(TimePoint time) {
  return iso_time(time, rome());
}

inline OpeningHours interval(int from_hour, int from_minute, int to_hour, int to_minute) {
  using std::chrono::hours, std::chrono::minutes;
  return {hours(from_hour) + minutes(from_minute), hours(to_hour) + minutes(to_minute)};
}

/// Monday to Friday 9-12, Monday and Thursday also 15:30-17:30; San Saturnino on 30 October.
inline Settings::Hours cagliari_hours() {
  Settings::Hours hours;
  for (std::size_t day = 0; day < 5; ++day) hours.week[day] = {interval(9, 0, 12, 0)};
  for (std::size_t day : {0, 3}) hours.week[day].push_back(interval(15, 30, 17, 30));
  hours.patron = std::chrono::October / 30;
  return hours;
}

}  // namespace urp
