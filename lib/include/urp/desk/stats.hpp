// stats.hpp: the figures of a period: what came, how soon it was answered and closed, what is left.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

/// What rows of figures are about. `outcome` is of closed cases; days, weeks and months are a course in time.
enum class StatsBy { service, kind, clerk, outcome, weekday, hour, day, week, month };
URP_API std::string_view to_name(StatsBy by);
/// In English and Italian.
URP_API std::optional<StatsBy> stats_by(std::string_view word);
/// Every word that stats_by understands in English.
URP_API std::vector<std::string> stats_by_names();

struct StatsRequest {
  std::optional<TimePoint> since, until;  // none: the last 30 days; now
  std::vector<StatsBy> by;                // empty: everything that may be shown
};

/// Of cases: received are those presented in the period; answered and in time, those of them; closed are
/// those closed in the period, whenever they came; the backlog is what was open at its end.
struct StatsRow {
  std::string key;    // slug, word, login; 1-7 from Monday; 0-23; 2026-11-23 (of a week its Monday); 2026-11
  std::string label;  // for people; the library leaves it empty
  std::int64_t received = 0, answered = 0, answered_in_time = 0;
  std::int64_t closed = 0, closed_in_term = 0;
  std::int64_t backlog = 0;
  std::optional<Seconds> first_answer_median, first_answer_p90;  // office time
  std::optional<Seconds> closing_median, closing_p90;            // office time
};
struct StatsTable {
  StatsBy by;
  std::vector<StatsRow> rows;  // by number received, or in their own order
};
struct StatsAge {
  int from_days = 0;
  std::optional<int> to_days;  // none: and older
  std::int64_t cases = 0;
};
struct StatsCount {
  std::string key, label;
  std::int64_t count = 0;
};
struct StatsGround {
  std::string key, label;
  std::int64_t flagged = 0, hidden = 0;
};
struct StatsResult {
  TimePoint since{}, until{}, now{};
  StatsRow total;
  std::int64_t unanswered_late = 0;  // received in the period, no answer yet, and its time is over
  std::int64_t backlog_late = 0;     // open past their term at the end of the period
  std::vector<StatsAge> ages;        // of the backlog
  std::optional<TicketId> oldest;
  std::optional<TimePoint> oldest_since;
  std::vector<StatsTable> tables;
  std::int64_t notices = 0;            // that began in the period
  std::vector<StatsCount> recipients;  // of them, by status
  std::vector<StatsGround> grounds;    // messages flagged in the period
  std::int64_t asked = 0;              // how content they are, in the period
  std::vector<StatsCount> opinions;    // what these answered: good, fair, bad; empty when nobody was asked
};

/// Throws usage: a period that ends before it begins; refused: figures by clerk, when [stats] clerks is off.
URP_API StatsResult count_stats(Office& office, const StatsRequest& request);

/// `45 min`, `1 h 10 min`, `25 h`: the same in every language.
URP_API std::string office_hours_text(Seconds length);

}  // namespace urp
