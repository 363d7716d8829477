#include <doctest/doctest.h>

#include <urp/desk/stats.hpp>
#include <urp/render_reports.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const StatsRow* row_of(const StatsResult& result, StatsBy by, const std::string& key) {
  for (const auto& table : result.tables) {
    if (table.by != by) continue;
    for (const auto& row : table.rows) {
      if (row.key == key) return &row;
    }
  }
  return nullptr;
}

/// Monday 23 November 2026, 09:04; office hours are UTC here.
struct Month {
  TestOffice office;

  explicit Month(Settings settings = TestOffice::default_settings()) : office(std::move(settings)) {
    // Thursday 19, 09:00, answered at 10:00, closed on Friday at 10:00: an hour, and three and two and one.
    const auto thursday = utc(2026, 11, 19, 9);
    office.add_ticket({.state = TicketState::closed,
                       .kind = TicketKind::report,
                       .clerk = "maria",
                       .service = "strade",
                       .presented_at = thursday,
                       .first_answered_at = thursday + hours(1),
                       .first_answer_due_at = thursday + hours(2),
                       .term_due_at = thursday + days(30),
                       .closed_at = utc(2026, 11, 20, 10)});
    // Sunday 22, not answered, due on Monday at 09:03.
    office.add_ticket({.clerk = "gianni",
                       .presented_at = utc(2026, 11, 22, 20),
                       .first_answer_due_at = utc(2026, 11, 23, 9, 3)});
    // Of September, still open past its term.
    office.add_ticket({.state = TicketState::routed,
                       .service = "ambiente",
                       .presented_at = utc(2026, 9, 10, 9),
                       .first_answered_at = utc(2026, 9, 10, 10),
                       .term_due_at = utc(2026, 10, 10)});
    office.run("UPDATE ticket SET outcome = 'resolved' WHERE id = 1");
  }
};

}  // namespace

TEST_CASE("stats: what came, was answered and closed in the last thirty days, and what is open") {
  Month month;
  const auto result = count_stats(*month.office, {});
  CHECK(result.since == utc(2026, 10, 24));
  CHECK(result.until == month.office.now());
  CHECK(result.total.received == 2);
  CHECK(result.total.answered == 1);
  CHECK(result.total.answered_in_time == 1);
  CHECK(result.total.first_answer_median == hours(1));
  CHECK(result.total.closed == 1);
  CHECK(result.total.closed_in_term == 1);
  CHECK(result.total.closing_median == hours(6));  // Thursday 9-12 and 15:30-17:30, Friday 9-10
  CHECK(result.total.backlog == 2);
  CHECK(result.unanswered_late == 1);
  CHECK(result.backlog_late == 1);
  CHECK(result.oldest == TicketId{3});
  CHECK(result.ages.front().cases == 1);
  CHECK(result.ages[5].cases == 1);  // 30 to 90 days
  REQUIRE(row_of(result, StatsBy::service, "strade"));
  CHECK(row_of(result, StatsBy::service, "strade")->closing_p90 == hours(6));
  CHECK(row_of(result, StatsBy::service, "ambiente")->backlog == 1);
  CHECK(row_of(result, StatsBy::service, "")->received == 1);
  CHECK(row_of(result, StatsBy::weekday, "7")->received == 1);
  CHECK(row_of(result, StatsBy::weekday, "5")->closed == 1);
  CHECK(row_of(result, StatsBy::hour, "03")->received == 0);
  CHECK(row_of(result, StatsBy::day, "2026-11-19")->received == 1);
  CHECK(row_of(result, StatsBy::outcome, "resolved")->closed == 1);
  CHECK_FALSE(row_of(result, StatsBy::clerk, "maria"));
}

TEST_CASE("stats: of a period that is over, what was open at its end") {
  Month month;
  const auto result = count_stats(
      *month.office, {.since = utc(2026, 11, 16), .until = utc(2026, 11, 20), .by = {StatsBy::kind}});
  CHECK(result.total.received == 1);
  CHECK(result.total.closed == 0);
  CHECK(result.total.backlog == 2);  // of September, and the one that was closed on Friday
  REQUIRE(result.tables.size() == 1);
  CHECK(row_of(result, StatsBy::kind, "report")->backlog == 1);
  CHECK_FAULT(count_stats(*month.office, {.since = utc(2026, 11, 20), .until = utc(2026, 11, 16)}),
              Fault::usage);
}

TEST_CASE("stats: by clerk only where the office wants it") {
  Month month;
  CHECK_FAULT(count_stats(*month.office, {.by = {StatsBy::clerk}}), Fault::refused);
  auto settings = TestOffice::default_settings();
  settings.clerk_stats = true;
  Month open(settings);
  CHECK(row_of(count_stats(*open.office, {}), StatsBy::clerk, "maria")->closed == 1);
}

TEST_CASE("stats: what became part of another case is counted with that one") {
  Month month;
  month.office.run("UPDATE ticket SET merged_into = 2 WHERE id = 1");
  const auto result = count_stats(*month.office, {});
  CHECK(result.total.received == 1);
  CHECK(result.total.closed == 0);
}

TEST_CASE("stats: flags by ground, notices by what became of each message") {
  Month month;
  const auto message =
      month.office.add_message({.ticket = TicketId{2}, .ground = "offensive", .hidden = true});
  month.office.run("INSERT INTO flag (message, clerk, at) VALUES (" + std::to_string(message.value) +
                   ", 'maria', unixepoch('2026-11-23T08:00:00Z'))");
  month.office.run(
      "INSERT INTO notice (name, topic, urgent, number, state, listed, created_at, created_by, started_at)"
      " VALUES ('neve', 'meteo', 0, 1, 'done', 0, 1, 'maria', unixepoch('2026-11-20T08:00:00Z'))");
  month.office.run("INSERT INTO notice_recipient (notice, contact, status, at) VALUES (1, 1, 'read', 1)");
  const auto result = count_stats(*month.office, {});
  REQUIRE(result.grounds.size() == 1);
  CHECK(result.grounds[0].key == "offensive");
  CHECK(result.grounds[0].hidden == 1);
  CHECK(result.notices == 1);
  REQUIRE(result.recipients.size() == 1);
  CHECK(result.recipients[0].key == "read");
}

TEST_CASE("stats: what citizens answered who were asked in the period") {
  Month month;
  CHECK(count_stats(*month.office, {}).opinions.empty());
  const auto ask = [&](std::int64_t ticket, const char* when, const char* answer) {
    const auto question = month.office.add_message({.ticket = TicketId{ticket}});
    month.office.run("INSERT INTO survey (ticket, message, asked_at, answer, answered_at) VALUES (" +
                     std::to_string(ticket) + ", " + std::to_string(question.value) + ", unixepoch('" + when +
                     "'), " + answer + ")");
  };
  ask(1, "2026-11-20T08:00:00Z", "'good', 1");
  ask(2, "2026-11-20T09:00:00Z", "NULL, NULL");
  ask(3, "2026-08-20T09:00:00Z", "'bad', 1");  // long ago
  const auto result = count_stats(*month.office, {});
  CHECK(result.asked == 2);
  REQUIRE(result.opinions.size() == 3);
  CHECK(result.opinions[0].key == "good");
  CHECK(result.opinions[0].count == 1);
  CHECK(result.opinions[2].count == 0);
}

TEST_CASE("stats: the forms for machines agree, and an empty office has figures too") {
  Month month;
  const auto result = count_stats(*month.office, {.by = {StatsBy::service}});
  const auto csv = to_csv(result);
  CHECK(csv.find("by,key,count,answered,") == 0);
  CHECK(csv.find("\ntotal,,2,1,1,60,60,1,1,360,360,2\n") != std::string::npos);
  CHECK(csv.find("\nservice,strade,1,1,1,60,60,1,1,360,360,0\n") != std::string::npos);
  CHECK(csv.find("\nage_days,30-90,1,,,,,,,,,\n") != std::string::npos);
  const auto json = to_json(result, Zone());
  CHECK(json.find("\"first_answer_median_minutes\":60") != std::string::npos);
  CHECK(json.find("\"oldest\":3") != std::string::npos);
  TestOffice empty;
  const auto nothing = count_stats(*empty, {});
  CHECK(nothing.total.received == 0);
  CHECK_FALSE(nothing.total.first_answer_median.has_value());
  CHECK_FALSE(to_html(nothing, (*empty).settings(), Zone()).empty());
}

TEST_CASE("stats: names of an office cannot break its page") {
  auto settings = TestOffice::default_settings();
  settings.office.name = "URP <script>alert(1)</script> & \"figli\"";
  Month month(settings);
  const auto page = to_html(count_stats(*month.office, {}), settings, Zone());
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("URP &lt;script&gt;") != std::string::npos);
  CHECK(page.find("<html lang=\"en\">") != std::string::npos);
}

TEST_CASE("stats: lengths of office time in words of no language") {
  CHECK(office_hours_text(Seconds(0)) == "0 min");
  CHECK(office_hours_text(minutes(45)) == "45 min");
  CHECK(office_hours_text(minutes(70)) == "1 h 10 min");
  CHECK(office_hours_text(hours(2)) == "2 h");
  CHECK(office_hours_text(hours(40) + minutes(7)) == "40 h");
}
