#include "domain/suspension.hpp"

#include <algorithm>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<TermGround> grounds[] = {
    {TermGround::third_parties,
     "third-parties",
     {"controinteressati", "terzi", "controinteressato", "terze-parti"}},
    {TermGround::information,
     "information",
     {"informazioni", "informazione", "integrazione", "integrazioni"}},
};

std::chrono::sys_days day_of(const Zone& zone, TimePoint at) {
  return std::chrono::sys_days(zone.local(at).date);
}

}  // namespace

std::string_view to_name(TermGround ground) {
  return name_in(grounds, ground);
}
std::optional<TermGround> term_ground(std::string_view name) {
  return value_in(grounds, name);
}
std::vector<TermGround> all_term_grounds() {
  return values_in(grounds);
}

std::chrono::days most_days(TermGround ground) {
  return std::chrono::days(ground == TermGround::third_parties ? 10 : 30);
}

std::string_view law_of(TermGround ground) {
  return ground == TermGround::third_parties ? "d.lgs. 33/2013, art. 5 c. 5" : "L. 241/1990, art. 2 c. 7";
}

std::string_view law_of(TicketKind kind) {
  return kind == TicketKind::access ? "d.lgs. 33/2013, art. 5 c. 6" : "L. 241/1990, art. 2";
}

bool only_once(TermGround ground) {
  return ground == TermGround::information;
}

Suspension suspension(const Zone& zone, TermGround ground, TimePoint since,
                      std::optional<TimePoint> resumed_at) {
  const auto first = day_of(zone, since);
  Suspension made;
  made.ground = ground;
  made.since = since;
  made.resumed_at = resumed_at;
  made.until = zone.instant(first + most_days(ground) + std::chrono::days(1), Seconds(0)) - Seconds(1);
  made.length = most_days(ground);
  if (resumed_at) made.length = std::clamp(day_of(zone, *resumed_at) - first, {}, most_days(ground));
  return made;
}

std::chrono::days suspended_days(const std::vector<Suspension>& suspensions) {
  std::chrono::days sum{};
  for (const auto& one : suspensions) sum += one.length;
  return sum;
}

}  // namespace urp
