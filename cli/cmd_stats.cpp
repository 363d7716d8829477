// urp stats: the figures of a period.
#include <memory>

#include <urp/desk/stats.hpp>
#include <urp/output.hpp>
#include <urp/render_reports.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "output_option.hpp"
#include "own_configuration.hpp"
#include "say.hpp"
#include "stats_view.hpp"

namespace urp::cli {
namespace {

struct StatsOptions {
  std::optional<std::string> since, until, html;
  std::vector<std::string> by;
  bool csv = false;
};

StatsRequest make_request(const StatsOptions& options, Office& office) {
  StatsRequest request;
  const auto now = office.now();
  if (options.since) request.since = parse_time(*options.since, now, office.zone(), true);
  if (options.until) request.until = parse_until(*options.until, now, office.zone());
  // Of the future there are no figures: "until today" ends now.
  if (request.until && *request.until > now) request.until = now;
  for (const std::string& word : options.by)
    request.by.push_back(parse_word("--by", word, stats_by, stats_by_names()));
  return request;
}

void run(Invocation& call, const StatsOptions& options) {
  if (options.csv + call.common.json + options.html.has_value() > 1) {
    throw Error(Fault::usage, _("--json, --csv and --html are three forms of the same figures"),
                _("choose one, and call urp again for another"));
  }
  Office& office = call.office();
  StatsResult stats = count_stats(office, make_request(options, office));
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(stats, office.zone()));
  if (options.csv) return out.put(to_csv(stats));
  label_stats(stats, office);
  if (options.html) {
    refuse_configuration(call, *options.html);
    const std::string page = to_html(stats, office.settings(), office.zone());
    if (is_standard_output(*options.html)) return out.put(page);
    write_output(office, *options.html, page);
    return tell(say(_("the figures are in {0}"), *options.html));
  }
  if (!call.style().screen) return list_stats(out, stats);
  print_stats(out, stats, office, !options.by.empty());
}

}  // namespace

void add_stats(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<StatsOptions>();
  command
      .add_option("--since", options->since, _("the figures from this time on (default: the last 30 days)"))
      ->type_name(_("TIME"));
  command.add_option("--until", options->until, _("up to this time; a date includes its day (default: now)"))
      ->type_name(_("TIME"));
  command
      .add_option("--by", options->by, _("service, kind, clerk, outcome, weekday, hour, day, week, month"))
      ->type_name(_("WHAT"))
      ->comma_separated();
  command.add_flag("--csv", options->csv, _("a line a row, for spreadsheets"));
  command.add_option("--html", options->html, _("one page with charts and tables into this file"))
      ->type_name("FILE");
  command.footer("urp stats --since 2026-01-01 --html anno.html");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
