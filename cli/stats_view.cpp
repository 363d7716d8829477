#include "stats_view.hpp"

#include <algorithm>

#include <urp/ground.hpp>
#include <urp/notice.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "notice_view.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// `45m` `1h10` `25h`: office time has no days.
std::string compact(const std::optional<Seconds>& length) {
  if (!length) return "-";
  const auto minutes = (length->count() + 59) / 60;
  if (minutes < 60) return std::to_string(minutes) + "m";
  const std::string hours = std::to_string(minutes / 60) + "h";
  if (minutes >= 24 * 60) return hours;
  const auto rest = minutes % 60;
  return hours + (rest < 10 ? "0" : "") + std::to_string(rest);
}

std::string share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "" : std::to_string((part * 200 + whole) / (whole * 2)) + " %";
}

/// As long as its number; a number beside it says the same.
std::string bar(const TerminalStyle& style, std::int64_t value, std::int64_t most, int columns) {
  if (value <= 0 || most <= 0) return {};
  const auto length = std::max<std::int64_t>(1, value * columns / most);
  std::string text;
  for (std::int64_t i = 0; i < length; ++i) text += style.unicode ? "█" : "#";
  return text;
}

std::string weekday_of(const std::string& key) {
  const auto monday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);
  return weekday_name(monday + std::chrono::days(key.front() - '1'));
}

/// `23/11` of 2026-11-23, `11/2026` of 2026-11.
std::string short_date(const std::string& key) {
  if (key.size() == 7) return key.substr(5) + "/" + key.substr(0, 4);
  return key.size() == 10 ? key.substr(8) + "/" + key.substr(5, 2) : key;
}

std::string label_of(StatsBy by, const std::string& key, const Office& office) {
  switch (by) {
    case StatsBy::service:
      return key.empty() ? _("no service") : service_word(office, key);
    case StatsBy::kind:
      return kind_word(ticket_kind(key).value_or(TicketKind::request));
    case StatsBy::clerk:
      return key.empty() ? _("nobody") : one_line(key);
    case StatsBy::outcome: {
      const auto known = outcome(key);
      return known ? outcome_word(*known) : _("not said");
    }
    case StatsBy::weekday:
      return weekday_of(key);
    case StatsBy::hour:
      return key;
    case StatsBy::day:
    case StatsBy::week:
    case StatsBy::month:
      return short_date(key);
  }
  return key;
}

const char* title_of(StatsBy by) {
  switch (by) {
    case StatsBy::service:
      return _("BY SERVICE");
    case StatsBy::kind:
      return _("BY KIND");
    case StatsBy::clerk:
      return _("BY CLERK");
    case StatsBy::outcome:
      return _("BY OUTCOME");
    case StatsBy::weekday:
      return _("BY WEEKDAY");
    case StatsBy::hour:
      return _("BY HOUR");
    case StatsBy::day:
      return _("BY DAY");
    case StatsBy::week:
      return _("BY WEEK");
    case StatsBy::month:
      return _("BY MONTH");
  }
  return "";
}

bool is_of_case(StatsBy by) {
  return by == StatsBy::service || by == StatsBy::kind || by == StatsBy::clerk;
}

class StatsScreen {
 public:
  StatsScreen(Printer& out, const StatsResult& stats, const Office& office)
      : out_(out), style_(out.style()), stats_(stats), office_(office) {}

  void print(bool all) {
    heading();
    totals();
    backlog();
    for (const StatsTable& table : stats_.tables) {
      if (!all && !is_of_case(table.by) && table.by != StatsBy::weekday && table.by != StatsBy::outcome)
        continue;
      if (table.rows.empty() && !all) continue;
      out_.line(rule(style_));
      if (table.rows.empty()) {
        out_.sentence(say("{0}   {1}", title_of(table.by), _("nothing in this period")));
        continue;
      }
      if (is_of_case(table.by)) {
        case_table(table);
      } else {
        short_table(table);
      }
    }
    others();
    out_.line(rule(style_));
    out_.line(
        cut_to_width(_("1st: half had their first answer within; after: half were closed; 90 %: nine of ten"),
                     style_.width));
    if (all) return;
    out_.sentence(_("more: urp stats --by hour · --by day · --html FILE"));
  }

 private:
  void heading() {
    const auto& zone = office_.zone();
    const std::string period = say(_("from {0} to {1}"), iso_date(zone.local(stats_.since).date),
                                   iso_date(zone.local(stats_.until - Seconds(1)).date));
    out_.line(style_.bold(both_edges(one_line(office_.settings().office.name), period, style_.width)));
    out_.line(rule(style_));
  }

  void row(const std::string& label, std::int64_t number, const std::string& text) {
    const std::string line = pad_right(label, 18) + pad_left(grouped(number), 6);
    out_.line(text.empty() ? line : cut_to_width(line + "   " + text, style_.width));
  }

  static std::string spread(const std::optional<Seconds>& median, const std::optional<Seconds>& p90) {
    if (!median || !p90) return {};
    return say(_("half within {0}, 90 % within {1} (office time)"), compact(median), compact(p90));
  }

  void totals() {
    const StatsRow& total = stats_.total;
    row(_("RECEIVED"), total.received, "");
    row(_("ANSWERED"), total.answered, share(total.answered, total.received));
    if (total.answered > 0) {
      row(_("  in time"), total.answered_in_time,
          share(total.answered_in_time, total.answered) + "   " +
              spread(total.first_answer_median, total.first_answer_p90));
    }
    if (stats_.unanswered_late > 0)
      row(_("  unanswered"), stats_.unanswered_late, _("past their first answer  !"));
    row(_("CASES CLOSED"), total.closed, spread(total.closing_median, total.closing_p90));
    if (total.closed > 0)
      row(_("  in their term"), total.closed_in_term, share(total.closed_in_term, total.closed));
  }

  void backlog() {
    std::string oldest;
    if (stats_.oldest && stats_.oldest_since) {
      oldest = say(_("the oldest: URP-{0}, since {1}"), stats_.oldest->value,
                   iso_date(office_.zone().local(*stats_.oldest_since).date));
    }
    row(_("OPEN AT THE END"), stats_.total.backlog, oldest);
    if (stats_.backlog_late > 0) row(_("  past their term"), stats_.backlog_late, "!");
    std::int64_t most = 0;
    for (const StatsAge& age : stats_.ages) most = std::max(most, age.cases);
    for (const StatsAge& age : stats_.ages) {
      if (age.cases == 0) continue;
      row("  " + (age.to_days ? say(_("{0}-{1} days"), age.from_days, *age.to_days)
                              : say(_("over {0} days"), age.from_days)),
          age.cases, bar(style_, age.cases, most, 40));
    }
  }

  void case_table(const StatsTable& table) {
    std::int64_t most = 0;
    for (const StatsRow& one : table.rows) most = std::max(most, one.received);
    std::vector<std::vector<Cell>> rows;
    for (const StatsRow& one : table.rows) {
      rows.push_back({{one.label},
                      {grouped(one.received)},
                      {bar(style_, one.received, most, 8)},
                      {compact(one.first_answer_median)},
                      {compact(one.first_answer_p90)},
                      {grouped(one.closed)},
                      {compact(one.closing_median)},
                      {compact(one.closing_p90)},
                      {grouped(one.backlog)}});
    }
    print_table({{title_of(table.by), Align::left, 18},
                 {_("came"), Align::right},
                 {""},
                 {_("1st"), Align::right},
                 {"90 %", Align::right},
                 {_("closed"), Align::right},
                 {_("after"), Align::right},
                 {"90 %", Align::right},
                 {_("open"), Align::right}},
                rows);
  }

  void short_table(const StatsTable& table) {
    const bool closed = table.by == StatsBy::outcome;
    std::int64_t most = 0;
    for (const StatsRow& one : table.rows) most = std::max(most, closed ? one.closed : one.received);
    std::vector<std::vector<Cell>> rows;
    for (const StatsRow& one : table.rows) {
      const auto value = closed ? one.closed : one.received;
      if (closed) {
        rows.push_back({{one.label}, {grouped(value)}, {bar(style_, value, most, 40)}});
      } else {
        rows.push_back(
            {{one.label}, {grouped(one.closed)}, {grouped(value)}, {bar(style_, value, most, 36)}});
      }
    }
    if (closed)
      return print_table({{title_of(table.by), Align::left, 24}, {_("closed"), Align::right}, {""}}, rows);
    print_table(
        {{title_of(table.by), Align::left, 20}, {_("closed"), Align::right}, {_("came"), Align::right}, {""}},
        rows);
  }

  void print_table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows) {
    for (const auto& line : lay_out(columns, rows, style_.width)) out_.line(line);
  }

  void others() {
    if (stats_.notices > 0) {
      out_.line(rule(style_));
      row(_("NOTICES"), stats_.notices, "");
      for (const StatsCount& one : stats_.recipients) row("  " + one.label, one.count, "");
    }
    if (stats_.asked > 0) {
      out_.line(rule(style_));
      row(_("ASKED"), stats_.asked, _("how content they are"));
      for (const StatsCount& one : stats_.opinions)
        row("  " + one.label, one.count, share(one.count, stats_.asked));
    }
    if (!stats_.grounds.empty()) {
      out_.line(rule(style_));
      std::int64_t flagged = 0;
      for (const StatsGround& one : stats_.grounds) flagged += one.flagged;
      row(_("FLAGGED"), flagged, "");
      for (const StatsGround& one : stats_.grounds)
        row("  " + one.label, one.flagged, say(_("hidden: {0}"), one.hidden));
    }
  }

  Printer& out_;
  const TerminalStyle& style_;
  const StatsResult& stats_;
  const Office& office_;
};

}  // namespace

void label_stats(StatsResult& stats, const Office& office) {
  for (StatsTable& table : stats.tables) {
    for (StatsRow& row : table.rows) row.label = label_of(table.by, row.key, office);
  }
  for (StatsCount& one : stats.recipients) {
    const auto status = recipient_status(one.key);
    one.label = status ? recipient_status_word(*status) : one.key;
  }
  for (StatsGround& one : stats.grounds) one.label = ground_word(one.key);
  for (StatsCount& one : stats.opinions) {
    const auto opinion = survey_answer(one.key);
    one.label = opinion ? opinion_word(*opinion) : one.key;
  }
}

void print_stats(Printer& out, const StatsResult& stats, const Office& office, bool all) {
  StatsScreen(out, stats, office).print(all);
}

void list_stats(Printer& out, const StatsResult& stats) {
  const auto minutes = [](const std::optional<Seconds>& length) {
    return length ? std::to_string(length->count() / 60) : std::string();
  };
  const auto put = [&](std::string_view by, const StatsRow& row) {
    out.row({by, row.key, std::to_string(row.received), std::to_string(row.answered),
             std::to_string(row.answered_in_time), minutes(row.first_answer_median),
             minutes(row.first_answer_p90), std::to_string(row.closed), std::to_string(row.closed_in_term),
             minutes(row.closing_median), minutes(row.closing_p90), std::to_string(row.backlog)});
  };
  put("total", stats.total);
  for (const StatsTable& table : stats.tables) {
    for (const StatsRow& row : table.rows) put(to_name(table.by), row);
  }
}

}  // namespace urp::cli
