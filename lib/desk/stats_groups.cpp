#include "desk/stats_groups.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urp {
namespace {

/// Of the case, not of a moment.
bool is_of_case(StatsBy by) {
  return by == StatsBy::service || by == StatsBy::kind || by == StatsBy::clerk;
}

std::string month_text(std::chrono::year_month_day date) {
  return iso_date(date).substr(0, 7);
}

}  // namespace

StatsGroups::StatsGroups(const Settings::Hours& hours, const Zone& zone, const std::vector<StatsBy>& by)
    : zone_(zone), office_time_(hours, zone) {
  for (const auto one : by) {
    const bool known =
        std::any_of(tables_.begin(), tables_.end(), [&](const auto& table) { return table.first == one; });
    if (!known) tables_.push_back({one, {}});
  }
}

std::string StatsGroups::time_key(StatsBy by, TimePoint at) const {
  const auto local = zone_.local(at);
  const auto weekday = std::chrono::weekday(local.date).iso_encoding();
  switch (by) {
    case StatsBy::weekday:
      return std::to_string(weekday);
    case StatsBy::hour:
      return fmt::format("{:02}", local.since_midnight / std::chrono::hours(1));
    case StatsBy::week:
      return iso_date(std::chrono::sys_days(local.date) - std::chrono::days(weekday - 1));
    case StatsBy::month:
      return month_text(local.date);
    default:
      return iso_date(local.date);
  }
}

std::string StatsGroups::key(StatsBy by, const store::CaseTimes& one, TimePoint at) const {
  switch (by) {
    case StatsBy::service:
      return one.service;
    case StatsBy::kind:
      return one.kind;
    case StatsBy::clerk:
      return one.clerk;
    case StatsBy::outcome:
      return one.outcome;
    default:
      return time_key(by, at);
  }
}

template <class Add>
void StatsGroups::each_group(const store::CaseTimes& one, TimePoint at, bool closing, Add add) {
  add(total_);
  for (auto& [by, rows] : tables_) {
    if (by != StatsBy::outcome || closing) add(rows[key(by, one, at)]);
  }
}

void StatsGroups::add_received(const store::CaseTimes& one) {
  const bool answered = one.first_answered_at.has_value();
  const bool in_time =
      answered && one.first_answer_due_at && *one.first_answered_at <= *one.first_answer_due_at;
  const Seconds took = answered ? office_time_.between(one.presented_at, *one.first_answered_at) : Seconds(0);
  each_group(one, one.presented_at, false, [&](Group& group) {
    ++group.row.received;
    group.row.answered += answered;
    group.row.answered_in_time += in_time;
    if (answered) group.first_answer.add(took);
  });
}

void StatsGroups::add_closed(const store::CaseTimes& one) {
  const TimePoint closed_at = *one.closed_at;
  const bool in_term = !one.term_due_at || closed_at <= *one.term_due_at;
  const Seconds took = office_time_.between(one.presented_at, closed_at);
  each_group(one, closed_at, true, [&](Group& group) {
    ++group.row.closed;
    group.row.closed_in_term += in_term;
    group.closing.add(took);
  });
}

void StatsGroups::add_open(const store::CaseTimes& one) {
  ++total_.row.backlog;
  for (auto& [by, rows] : tables_) {
    if (is_of_case(by)) ++rows[key(by, one, one.presented_at)].row.backlog;
  }
}

StatsRow StatsGroups::finished(const std::string& key, const Group& group) {
  StatsRow row = group.row;
  row.key = key;
  row.first_answer_median = group.first_answer.percentile(50);
  row.first_answer_p90 = group.first_answer.percentile(90);
  row.closing_median = group.closing.percentile(50);
  row.closing_p90 = group.closing.percentile(90);
  return row;
}

StatsRow StatsGroups::total() const {
  return finished("", total_);
}

void StatsGroups::add_empty(StatsBy by, Rows& rows, TimePoint since, TimePoint until) const {
  if (by == StatsBy::weekday) {
    for (int day = 1; day <= 7; ++day) rows[std::to_string(day)];
  } else if (by == StatsBy::hour) {
    for (int hour = 0; hour < 24; ++hour) rows[fmt::format("{:02}", hour)];
  } else if (by == StatsBy::day || by == StatsBy::week || by == StatsBy::month) {
    constexpr int most = 4'000;  // points, should somebody ask for a century of days
    const std::chrono::sys_days last = zone_.local(until - Seconds(1)).date;
    int days = 0;
    for (std::chrono::sys_days day = zone_.local(since).date; day <= last && days < most;
         day += std::chrono::days(1), ++days) {
      rows[time_key(by, zone_.instant(day, std::chrono::hours(12)))];
    }
  }
}

std::vector<StatsTable> StatsGroups::tables(TimePoint since, TimePoint until) const {
  std::vector<StatsTable> result;
  for (const auto& [by, groups] : tables_) {
    Rows rows = groups;
    add_empty(by, rows, since, until);
    auto& table = result.emplace_back(StatsTable{by, {}});
    for (const auto& [key, group] : rows) table.rows.push_back(finished(key, group));
    if (is_of_case(by) || by == StatsBy::outcome) {
      std::stable_sort(table.rows.begin(), table.rows.end(), [](const StatsRow& a, const StatsRow& b) {
        return a.received + a.closed > b.received + b.closed;
      });
    }
  }
  return result;
}

}  // namespace urp
