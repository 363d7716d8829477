// The figures of a period as one page for the mayor, the paper and the screen reader.
#include <fmt/format.h>

#include <algorithm>

#include <urp/render_reports.hpp>

#include "domain/say.hpp"
#include "domain/statistics.hpp"
#include "render/svg_chart.hpp"

namespace urp {
namespace {

using render::Bar;
using render::Chart;
using render::html_text;

constexpr char style[] = R"(
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1a1a1a; background: #ffffff;
  margin: 0 auto; padding: 1.5rem; max-width: 60rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { margin: .3rem 0; }
svg { width: 100%; height: auto; font-size: 14px; display: block; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #767676; text-align: right; }
th[scope="row"], thead th:first-child { text-align: left; }
th { font-weight: 600; }
.wide table { font-size: .875rem; line-height: 1.35; }
.wide { overflow-x: auto; }
@page { size: A4; margin: 15mm; }
@media print { body { padding: 0; max-width: none; font-size: 11pt; }
  .wide { overflow: visible; } .wide table { font-size: 8.5pt; } section { break-inside: avoid; }
  thead { display: table-header-group; } }
)";

std::string date_words(TimePoint at, const Zone& zone, std::string_view language) {
  const auto date = zone.local(at).date;
  if (language != "it") return iso_date(date);
  return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                     static_cast<int>(date.year()));
}

std::string share(std::int64_t part, std::int64_t whole) {
  const auto percent = percent_of(part, whole);
  return percent ? fmt::format("{} %", *percent) : "-";
}

std::string length(const std::optional<Seconds>& time) {
  return time ? office_hours_text(*time) : "-";
}

const char* heading_of(StatsBy by) {
  switch (by) {
    case StatsBy::service:
      return _("By service");
    case StatsBy::kind:
      return _("By kind");
    case StatsBy::clerk:
      return _("By clerk");
    case StatsBy::outcome:
      return _("By outcome");
    case StatsBy::weekday:
      return _("By day of the week");
    case StatsBy::hour:
      return _("By hour of the day");
    case StatsBy::day:
      return _("Day by day");
    case StatsBy::week:
      return _("Week by week");
    case StatsBy::month:
      return _("Month by month");
  }
  return "";
}

bool is_course(StatsBy by) {
  return by == StatsBy::hour || by == StatsBy::day || by == StatsBy::week || by == StatsBy::month;
}

class Page {
 public:
  Page(const StatsResult& result, const Settings& settings, const Zone& zone, std::string_view language)
      : result_(result), settings_(settings), zone_(zone), language_(language) {}

  std::string write() {
    head();
    in_short();
    for (const StatsTable& table : result_.tables) by(table);
    ages();
    counts(_("Notices: what became of each person's message"), "notices",
           say(_("Notices begun in the period: {0}."), result_.notices), _("Outcome of the sending"),
           result_.recipients);
    counts(_("Survey: how content citizens are"), "survey",
           say(_("Citizens who were asked: {0}."), result_.asked), _("Answer"), result_.opinions);
    grounds();
    put("</main>\n</body>\n</html>\n");
    return std::move(html_);
  }

 private:
  void put(std::string_view text) { html_ += text; }
  std::string date(TimePoint at) const { return date_words(at, zone_, language_); }

  void head() {
    const std::string title = say(_("Figures of {0}"), settings_.office.name);
    const std::string period =
        say(_("from {0} to {1}"), date(result_.since), date(result_.until - Seconds(1)));
    put(fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta "
        "name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{}, "
        "{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
        language_, html_text(title), html_text(period), style, html_text(title), html_text(period)));
    put(fmt::format("<p>{}</p>\n",
                    html_text(_("Times are office time: the hours in which the office is open. Half of the "
                                "cases were faster than the median, nine out of ten faster than the 90th "
                                "percentile."))));
  }

  void open_section(std::string_view id, const std::string& heading) {
    put(fmt::format("<section aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n", id,
                    html_text(heading)));
  }
  void open_table(const std::string& caption, const std::vector<std::string>& columns) {
    put("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"" + html_text(caption) +
        "\">\n<table>\n<caption>" + html_text(caption) + "</caption>\n<thead><tr>");
    for (const auto& column : columns) put("<th scope=\"col\">" + html_text(column) + "</th>");
    put("</tr></thead>\n<tbody>\n");
  }
  void line(const std::string& label, const std::vector<std::string>& cells) {
    put("<tr><th scope=\"row\">" + html_text(label) + "</th>");
    for (const auto& cell : cells) put("<td>" + html_text(cell) + "</td>");
    put("</tr>\n");
  }
  void close_table() { put("</tbody>\n</table>\n</div>\n"); }

  void in_short() {
    const StatsRow& total = result_.total;
    open_section("short", _("In short"));
    open_table(_("Cases of the period"),
               {_("What"), _("Cases"), _("Share"), _("Median"), _("90th percentile")});
    line(_("Received"), {number(total.received), "", "", ""});
    line(_("Answered"), {number(total.answered), share(total.answered, total.received),
                         length(total.first_answer_median), length(total.first_answer_p90)});
    line(_("First answer in time"),
         {number(total.answered_in_time), share(total.answered_in_time, total.answered), "", ""});
    line(_("Closed"), {number(total.closed), "", length(total.closing_median), length(total.closing_p90)});
    line(_("Closed within their term"),
         {number(total.closed_in_term), share(total.closed_in_term, total.closed), "", ""});
    line(_("Open at the end"), {number(total.backlog), "", "", ""});
    line(_("Open past their term"),
         {number(result_.backlog_late), share(result_.backlog_late, total.backlog), "", ""});
    close_table();
    put("</section>\n");
  }

  static std::string number(std::int64_t value) { return std::to_string(value); }

  /// "Most: Lavori pubblici, 31; then ..."
  static std::string spoken(const std::vector<Bar>& bars) {
    constexpr std::size_t most = 5;
    std::vector<Bar> sorted = bars;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    std::string list;
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
      if (sorted[i].value == 0) break;
      list += (list.empty() ? "" : "; ") + sorted[i].label + ": " + std::to_string(sorted[i].value);
    }
    if (list.empty()) return _("Nothing in this period.");
    return say(_("The highest: {0}. All numbers are in the table below."), list);
  }

  void by(const StatsTable& table) {
    const std::string heading = heading_of(table.by);
    const bool closed = table.by == StatsBy::outcome;
    Chart chart{std::string(to_name(table.by)),
                heading + ": " + (closed ? _("cases closed") : _("cases received")),
                "",
                {}};
    for (const StatsRow& row : table.rows)
      chart.bars.push_back({row.label.empty() ? row.key : row.label, closed ? row.closed : row.received});
    chart.summary = spoken(chart.bars);
    open_section(chart.id, heading);
    put(is_course(table.by) ? standing_bars(chart) : lying_bars(chart));
    figures(heading, table);
    put("</section>\n");
  }

  /// Only the columns that say something: outcomes are of what was closed, and nothing is open on a Monday.
  void figures(const std::string& heading, const StatsTable& table) {
    const bool received = table.by != StatsBy::outcome;
    const bool open = table.by == StatsBy::service || table.by == StatsBy::kind || table.by == StatsBy::clerk;
    std::vector<std::string> columns = {_("What")};
    const auto add = [&](std::initializer_list<const char*> more) {
      columns.insert(columns.end(), more.begin(), more.end());
    };
    if (received) {
      add({_("Received"), _("Answered"), _("In time"), _("First answer, median"),
           _("First answer, 90th percentile")});
    }
    add({_("Closed"), _("Within the term"), _("Closing, median"), _("Closing, 90th percentile")});
    if (open) add({_("Open at the end")});
    open_table(heading, columns);
    for (const StatsRow& row : table.rows) {
      if (row.received + row.closed + row.backlog == 0) continue;
      std::vector<std::string> cells;
      if (received) {
        cells = {number(row.received), number(row.answered), share(row.answered_in_time, row.answered),
                 length(row.first_answer_median), length(row.first_answer_p90)};
      }
      cells.insert(cells.end(), {number(row.closed), share(row.closed_in_term, row.closed),
                                 length(row.closing_median), length(row.closing_p90)});
      if (open) cells.push_back(number(row.backlog));
      line(row.label.empty() ? row.key : row.label, cells);
    }
    close_table();
  }

  void ages() {
    Chart chart{"ages", _("Open at the end, by age"), "", {}};
    for (const StatsAge& age : result_.ages) {
      chart.bars.push_back({age.to_days ? say(_("{0} to {1} days"), age.from_days, *age.to_days)
                                        : say(_("more than {0} days"), age.from_days),
                            age.cases});
    }
    chart.summary = spoken(chart.bars);
    open_section(chart.id, chart.title);
    put(lying_bars(chart));
    if (result_.oldest && result_.oldest_since) {
      put("<p>" +
          html_text(
              say(_("The oldest: URP-{0}, of {1}."), result_.oldest->value, date(*result_.oldest_since))) +
          "</p>\n");
    }
    open_table(chart.title, {_("Age"), _("Cases")});
    for (const Bar& bar : chart.bars) line(bar.label, {number(bar.value)});
    close_table();
    put("</section>\n");
  }

  void counts(const std::string& title, std::string_view id, const std::string& introduction,
              const std::string& what, const std::vector<StatsCount>& rows) {
    if (rows.empty()) return;
    Chart chart{std::string(id), title, "", {}};
    for (const StatsCount& one : rows)
      chart.bars.push_back({one.label.empty() ? one.key : one.label, one.count});
    chart.summary = spoken(chart.bars);
    open_section(chart.id, title);
    put("<p>" + html_text(introduction) + "</p>\n");
    put(lying_bars(chart));
    open_table(title, {what, _("People")});
    for (const Bar& bar : chart.bars) line(bar.label, {number(bar.value)});
    close_table();
    put("</section>\n");
  }

  void grounds() {
    if (result_.grounds.empty()) return;
    Chart chart{"moderation", _("Moderation: messages flagged, by ground"), "", {}};
    for (const StatsGround& one : result_.grounds)
      chart.bars.push_back({one.label.empty() ? one.key : one.label, one.flagged});
    chart.summary = spoken(chart.bars);
    open_section(chart.id, chart.title);
    put(lying_bars(chart));
    open_table(chart.title, {_("Ground"), _("Flagged"), _("Hidden")});
    for (const StatsGround& one : result_.grounds)
      line(one.label.empty() ? one.key : one.label, {number(one.flagged), number(one.hidden)});
    close_table();
    put("</section>\n");
  }

  const StatsResult& result_;
  const Settings& settings_;
  const Zone& zone_;
  std::string_view language_;
  std::string html_;
};

}  // namespace

std::string to_html(const StatsResult& result, const Settings& settings, const Zone& zone) {
  return Page(result, settings, zone, _("en")).write();  // the code of the language itself
}

}  // namespace urp
