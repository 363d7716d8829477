#include "domain/notice.hpp"

#include <algorithm>
#include <cctype>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Seconds day = std::chrono::hours(24);
constexpr std::size_t longest_name = 60;

constexpr Name<NoticeState> states[] = {
    {NoticeState::draft, "draft", {"bozza", "bozze"}},
    {NoticeState::scheduled, "scheduled", {"programmato", "programmati"}},
    {NoticeState::running, "running", {"in-corso", "in corso"}},
    {NoticeState::paused, "paused", {"in-pausa", "fermo", "fermi"}},
    {NoticeState::done, "done", {"concluso", "conclusi"}},
    {NoticeState::cancelled, "cancelled", {"annullato", "annullati"}},
};
constexpr Name<RecipientStatus> statuses[] = {
    {RecipientStatus::pending, "pending", {"da-inviare"}},
    {RecipientStatus::sending, "sending", {"in-invio"}},
    {RecipientStatus::sent, "sent", {"inviato", "inviati"}},
    {RecipientStatus::delivered, "delivered", {"consegnato", "consegnati"}},
    {RecipientStatus::read, "read", {"letto", "letti"}},
    {RecipientStatus::failed, "failed", {"fallito", "non-riuscito", "non-riusciti"}},
    {RecipientStatus::uncertain, "uncertain", {"incerto", "incerti"}},
    {RecipientStatus::skipped, "skipped", {"saltato", "saltati", "esclusi"}},
    {RecipientStatus::expired, "expired", {"scaduto", "scaduti"}},
    {RecipientStatus::cancelled, "cancelled", {"annullato", "annullati"}},
};

}  // namespace

std::string_view to_name(NoticeState state) {
  return name_in(states, state);
}
std::string_view to_name(RecipientStatus status) {
  return name_in(statuses, status);
}
std::optional<NoticeState> notice_state(std::string_view name) {
  return value_in(states, name);
}
std::optional<RecipientStatus> recipient_status(std::string_view name) {
  return value_in(statuses, name);
}

NoticeSums sum_up(const std::vector<NoticeTally>& tallies) {
  NoticeSums sums;
  for (const auto& tally : tallies) {
    sums.people += tally.people;
    switch (tally.status) {
      case RecipientStatus::pending:
      case RecipientStatus::sending:
        sums.left += tally.people;
        break;
      case RecipientStatus::read:
        sums.read += tally.people;
        [[fallthrough]];
      case RecipientStatus::delivered:
        sums.delivered += tally.people;
        [[fallthrough]];
      case RecipientStatus::sent:
        sums.reached += tally.people;
        break;
      case RecipientStatus::failed:
        sums.failed += tally.people;
        break;
      case RecipientStatus::uncertain:
        sums.uncertain += tally.people;
        break;
      case RecipientStatus::skipped:
        sums.skipped += tally.people;
        break;
      case RecipientStatus::expired:
        sums.expired += tally.people;
        break;
      case RecipientStatus::cancelled:
        sums.cancelled += tally.people;
        break;
    }
  }
  return sums;
}

bool is_quiet(const Settings::Notice& settings, const Zone& zone, TimePoint now) {
  if (!settings.quiet) return false;
  const auto minute = zone.local(now).since_midnight;
  const auto [from, to] = *settings.quiet;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

TimePoint quiet_until(const Settings::Notice& settings, const Zone& zone, TimePoint now) {
  if (!is_quiet(settings, zone, now)) return now;
  const auto local = zone.local(now);
  const auto to = settings.quiet->to;
  const bool next_day = local.since_midnight >= to;
  const auto date = std::chrono::sys_days(local.date) + std::chrono::days(next_day ? 1 : 0);
  return zone.instant(std::chrono::year_month_day(date), to);
}

bool is_notice_name(std::string_view name) {
  const auto allowed = [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-' || c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= longest_name && std::isalnum(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), allowed);
}

bool fails_too_often(std::int64_t failed, std::int64_t tried) {
  constexpr std::int64_t enough = 20, one_in = 4;
  return failed >= enough && failed * one_in > tried;
}

std::int64_t daily_limit(const Settings::Notice& settings, std::optional<std::int64_t> told) {
  const std::int64_t ours = settings.daily;
  return told && *told >= 0 ? std::min(ours, *told) : ours;
}

NoticeForecast forecast(std::int64_t open, std::int64_t closed, int rate, std::int64_t limit,
                        std::int64_t limit_used, std::optional<Seconds> time_left) {
  NoticeForecast forecast;
  const auto rounded_up = [](std::int64_t amount, std::int64_t by) { return (amount + by - 1) / by; };
  forecast.at_rate = Seconds(rounded_up(open + closed, std::max(rate, 1)));
  forecast.limit = limit;
  forecast.limit_used = limit_used;
  const std::int64_t first_day = std::max<std::int64_t>(0, limit - limit_used);
  if (closed > first_day && limit > 0) forecast.days = 1 + rounded_up(closed - first_day, limit);
  std::int64_t templates = closed, all = open + closed;
  if (time_left) {
    const auto left = std::max(*time_left, Seconds(0));
    templates = std::min(closed, first_day + limit * (left / day));
    all = std::min(open + templates, left.count() * std::max(rate, 1));
  }
  forecast.in_time = std::min(all, open + templates);
  forecast.too_late = open + closed - forecast.in_time;
  return forecast;
}

}  // namespace urp
