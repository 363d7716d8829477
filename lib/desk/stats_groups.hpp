// stats_groups.hpp: cases sorted into the rows of each table of figures while they stream by.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <urp/desk/stats.hpp>
#include <urp/settings.hpp>

#include "domain/office_time.hpp"
#include "domain/statistics.hpp"
#include "store/stats.hpp"

namespace urp {

class StatsGroups {
 public:
  /// Hours and zone must live as long as this.
  StatsGroups(const Settings::Hours& hours, const Zone& zone, const std::vector<StatsBy>& by);

  void add_received(const store::CaseTimes& one);
  void add_closed(const store::CaseTimes& one);
  void add_open(const store::CaseTimes& one);

  StatsRow total() const;
  /// Courses in time and hours have a row also where nothing was.
  std::vector<StatsTable> tables(TimePoint since, TimePoint until) const;

 private:
  struct Group {
    StatsRow row;
    Lengths first_answer, closing;
  };
  using Rows = std::map<std::string, Group>;

  std::string key(StatsBy by, const store::CaseTimes& one, TimePoint at) const;
  std::string time_key(StatsBy by, TimePoint at) const;
  void add_empty(StatsBy by, Rows& rows, TimePoint since, TimePoint until) const;
  template <class Add>
  void each_group(const store::CaseTimes& one, TimePoint at, bool closing, Add add);
  static StatsRow finished(const std::string& key, const Group& group);

  const Zone& zone_;
  OfficeTime office_time_;
  Group total_;
  std::vector<std::pair<StatsBy, Rows>> tables_;
};

}  // namespace urp
