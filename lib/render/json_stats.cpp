// The figures of a period as JSON and as CSV.
#include <urp/render_reports.hpp>

#include "render/csv.hpp"
#include "render/json_document.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;

std::optional<std::int64_t> minutes(const std::optional<Seconds>& length) {
  return length ? std::optional<std::int64_t>(length->count() / 60) : std::nullopt;
}

void put_figures(JsonWriter& json, const StatsRow& row) {
  json.field("received", row.received);
  json.field("answered", row.answered);
  json.field("answered_in_time", row.answered_in_time);
  json.field("first_answer_median_minutes", minutes(row.first_answer_median));
  json.field("first_answer_p90_minutes", minutes(row.first_answer_p90));
  json.field("closed", row.closed);
  json.field("closed_in_term", row.closed_in_term);
  json.field("closing_median_minutes", minutes(row.closing_median));
  json.field("closing_p90_minutes", minutes(row.closing_p90));
  json.field("backlog", row.backlog);
}

void put_backlog(JsonWriter& json, const StatsResult& result) {
  json.key("backlog");
  json.begin_object();
  json.field("cases", result.total.backlog);
  json.field("past_term", result.backlog_late);
  json.list("ages", result.ages, [&](const StatsAge& age) {
    json.begin_object();
    json.field("from_days", age.from_days);
    json.field("to_days", age.to_days);
    json.field("cases", age.cases);
    json.end_object();
  });
  json.field("oldest", result.oldest);
  json.field("oldest_since", result.oldest_since);
  json.end_object();
}

void put_counts(JsonWriter& json, const std::vector<StatsCount>& counts) {
  json.begin_object();
  for (const StatsCount& one : counts) json.field(one.key, one.count);
  json.end_object();
}

/// One function gives the head and the rows.
template <class Cells>
void put_cells(Cells& cells, std::string_view by, const StatsRow& row, std::int64_t count) {
  cells.word("by", by);
  cells.text("key", row.key);
  cells.number("count", count);
  cells.number("answered", row.answered);
  cells.number("answered_in_time", row.answered_in_time);
  cells.number("first_answer_median_minutes", minutes(row.first_answer_median));
  cells.number("first_answer_p90_minutes", minutes(row.first_answer_p90));
  cells.number("closed", row.closed);
  cells.number("closed_in_term", row.closed_in_term);
  cells.number("closing_median_minutes", minutes(row.closing_median));
  cells.number("closing_p90_minutes", minutes(row.closing_p90));
  cells.number("backlog", row.backlog);
}

class CsvTable {
 public:
  CsvTable() {
    render::CsvNames names(out_, ',');
    put_cells(names, "", {}, 0);
    out_ += '\n';
  }
  void put(std::string_view by, const StatsRow& row, std::int64_t count) {
    render::CsvCells cells(out_, {}, times_);
    put_cells(cells, by, row, count);
    out_ += '\n';
  }
  /// What has a number alone.
  void put(std::string_view by, const std::string& key, std::int64_t count) {
    std::string line;
    render::CsvCells cells(line, {}, times_);
    cells.word("by", by);
    cells.text("key", key);
    cells.number("count", count);
    out_ += line + ",,,,,,,,,\n";
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  Zone zone_;
  render::TimeCache times_{zone_};
};

}  // namespace

std::string to_json(const StatsResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.field("since", result.since);
    json.field("until", result.until);
    json.key("total");
    json.begin_object();
    put_figures(json, result.total);
    json.field("unanswered_late", result.unanswered_late);
    json.end_object();
    put_backlog(json, result);
    json.key("tables");
    json.begin_object();
    for (const StatsTable& table : result.tables) {
      json.list(to_name(table.by), table.rows, [&](const StatsRow& row) {
        json.begin_object();
        json.field("key", row.key.empty() ? std::nullopt : std::optional(row.key));
        put_figures(json, row);
        json.end_object();
      });
    }
    json.end_object();
    json.key("notices");
    json.begin_object();
    json.field("begun", result.notices);
    json.key("recipients");
    put_counts(json, result.recipients);
    json.end_object();
    json.key("survey");
    json.begin_object();
    json.field("asked", result.asked);
    json.key("answers");
    put_counts(json, result.opinions);
    json.end_object();
    json.list("moderation", result.grounds, [&](const StatsGround& one) {
      json.begin_object();
      json.field("ground", one.key);
      json.field("flagged", one.flagged);
      json.field("hidden", one.hidden);
      json.end_object();
    });
  });
}

std::string to_csv(const StatsResult& result) {
  CsvTable table;
  table.put("total", result.total, result.total.received);
  for (const StatsTable& one : result.tables) {
    for (const StatsRow& row : one.rows) table.put(to_name(one.by), row, row.received);
  }
  for (const StatsAge& age : result.ages) {
    const std::string to = age.to_days ? std::to_string(*age.to_days) : "";
    table.put("age_days", std::to_string(age.from_days) + "-" + to, age.cases);
  }
  for (const StatsCount& one : result.recipients) table.put("notice", one.key, one.count);
  for (const StatsCount& one : result.opinions) table.put("survey", one.key, one.count);
  for (const StatsGround& one : result.grounds) table.put("ground", one.key, one.flagged);
  return table.take();
}

}  // namespace urp
