// office_time.hpp: office time between moments, for very many of them: what calendar.hpp says, each day
// looked up once.
#pragma once

#include <vector>

#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

class OfficeTime {
 public:
  /// Both must live as long as this.
  OfficeTime(const Settings::Hours& hours, const Zone& zone) : hours_(hours), zone_(zone) {}

  /// As office_time_between.
  Seconds between(TimePoint from, TimePoint to);

 private:
  struct Span {
    TimePoint from, to;
    Seconds before{};  // office time up to `from`, counted from the first day that is known
  };

  /// Office time from the first known day up to this moment.
  Seconds until(TimePoint at) const;
  void know(TimePoint from, TimePoint to);

  const Settings::Hours& hours_;
  const Zone& zone_;
  std::vector<Span> spans_;
  std::chrono::sys_days first_{}, next_{};  // the days that are known: first <= day < next
};

}  // namespace urp
