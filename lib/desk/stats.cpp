#include <urp/desk/stats.hpp>

#include <algorithm>
#include <map>

#include "desk/stats_groups.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/stats.hpp"
#include "store/survey.hpp"

namespace urp {
namespace {

constexpr Name<StatsBy> dimensions[] = {
    {StatsBy::service, "service", {"servizio"}},
    {StatsBy::kind, "kind", {"tipo"}},
    {StatsBy::clerk, "clerk", {"operatore"}},
    {StatsBy::outcome, "outcome", {"esito"}},
    {StatsBy::weekday, "weekday", {"giorno-settimana", "giornosettimana"}},
    {StatsBy::hour, "hour", {"ora"}},
    {StatsBy::day, "day", {"giorno"}},
    {StatsBy::week, "week", {"settimana"}},
    {StatsBy::month, "month", {"mese"}},
};

/// Up to these many days; none: as old as the oldest.
constexpr std::optional<int> age_bands[] = {1, 3, 7, 15, 30, 90, std::nullopt};

std::vector<StatsAge> empty_ages() {
  std::vector<StatsAge> ages;
  int from = 0;
  for (const auto to : age_bands) {
    ages.push_back({from, to, 0});
    from = to.value_or(from);
  }
  return ages;
}

void add_age(std::vector<StatsAge>& ages, Seconds age) {
  for (auto& band : ages) {
    if (!band.to_days || age < std::chrono::days(*band.to_days)) {
      ++band.cases;
      return;
    }
  }
}

/// A course in time with neither a handful of points nor hundreds.
StatsBy course_of(Seconds period) {
  if (period <= std::chrono::days(62)) return StatsBy::day;
  return period <= std::chrono::days(370) ? StatsBy::week : StatsBy::month;
}

std::vector<StatsBy> wanted(const Office& office, const StatsRequest& request, Seconds period) {
  if (!request.by.empty()) return request.by;
  std::vector<StatsBy> all = {StatsBy::service, StatsBy::kind, StatsBy::outcome,
                              StatsBy::weekday, StatsBy::hour, course_of(period)};
  if (office.settings().clerk_stats) all.push_back(StatsBy::clerk);
  return all;
}

void check(const Office& office, const StatsRequest& request, const StatsResult& result) {
  if (result.until <= result.since) {
    throw Error(Fault::usage, _("the period ends before it begins"), _("--since is the earlier one"));
  }
  const bool by_clerk = std::find(request.by.begin(), request.by.end(), StatsBy::clerk) != request.by.end();
  if (by_clerk && !office.settings().clerk_stats) {
    throw Error(Fault::refused, _("figures by clerk are switched off"),
                _("the office decides: clerks = true in [stats] of urp.toml"));
  }
}

void add_opinions(StatsResult& result, const std::vector<SurveyLine>& lines) {
  SurveyLine total;
  for (const SurveyLine& one : lines) {
    total.asked += one.asked;
    total.good += one.good;
    total.fair += one.fair;
    total.bad += one.bad;
  }
  if (total.asked == 0) return;
  result.asked = total.asked;
  const auto add = [&](SurveyAnswer answer, std::int64_t count) {
    result.opinions.push_back({std::string(to_name(answer)), "", count});
  };
  add(SurveyAnswer::good, total.good);
  add(SurveyAnswer::fair, total.fair);
  add(SurveyAnswer::bad, total.bad);
}

/// Midnight of that day, so that days are whole.
TimePoint days_before(const Zone& zone, TimePoint now, int days) {
  const auto day = std::chrono::sys_days(zone.local(now).date) - std::chrono::days(days);
  return zone.instant(day, Seconds(0));
}

}  // namespace

std::string_view to_name(StatsBy by) {
  return name_in(dimensions, by);
}

std::optional<StatsBy> stats_by(std::string_view word) {
  return value_in(dimensions, word);
}

std::vector<std::string> stats_by_names() {
  std::vector<std::string> names;
  for (const auto by : values_in(dimensions)) names.emplace_back(to_name(by));
  return names;
}

StatsResult count_stats(Office& office, const StatsRequest& request) {
  constexpr int usual_days = 30;
  const auto& zone = office.zone();
  StatsResult result;
  result.now = office.now();
  result.until = request.until.value_or(result.now);
  result.since = request.since.value_or(days_before(zone, result.until, usual_days));
  check(office, request, result);
  const Seconds period = result.until - result.since;

  StatsGroups groups(office.settings().hours, zone, wanted(office, request, period));
  result.ages = empty_ages();
  const auto db = office.local().read();
  store::walk_presented(db, result.since, result.until, [&](const store::CaseTimes& one) {
    groups.add_received(one);
    const bool waits = !one.first_answered_at && !one.closed_at;
    if (waits && one.first_answer_due_at && *one.first_answer_due_at < result.until) ++result.unanswered_late;
  });
  store::walk_closed(db, result.since, result.until,
                     [&](const store::CaseTimes& one) { groups.add_closed(one); });
  store::walk_open_at(db, result.until, [&](const store::CaseTimes& one) {
    groups.add_open(one);
    add_age(result.ages, result.until - one.presented_at);
    if (one.term_due_at && *one.term_due_at < result.until) ++result.backlog_late;
    if (!result.oldest_since || one.presented_at < *result.oldest_since) {
      result.oldest_since = one.presented_at;
      result.oldest = one.id;
    }
  });
  result.total = groups.total();
  result.tables = groups.tables(result.since, result.until);
  result.notices = store::count_notices_begun(db, result.since, result.until);
  result.recipients = store::count_recipients(db, result.since, result.until);
  result.grounds = store::count_grounds(db, result.since, result.until);
  add_opinions(result, store::count_survey(db, result.since, result.until));
  return result;
}

std::string office_hours_text(Seconds length) {
  const auto minutes = (length.count() + 59) / 60;
  if (minutes < 60) return std::to_string(minutes) + " min";
  std::string text = std::to_string(minutes / 60) + " h";
  // Beside so many hours minutes say nothing.
  if (minutes % 60 != 0 && minutes < 24 * 60) text += " " + std::to_string(minutes % 60) + " min";
  return text;
}

}  // namespace urp
