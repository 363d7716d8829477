// A week of the office: 150 citizens a day, at all hours, with everything switched on that is said by itself.
#include <algorithm>

#include <urp/desk/change.hpp>
#include <urp/desk/clock.hpp>

#include "rome.hpp"
#include "sending_office.hpp"
#include "work/automatic.hpp"

using namespace urp;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr int a_day = 150;

Settings everything() {
  auto settings = sending_settings();
  settings.hours = cagliari_hours();
  settings.automatic.welcome = "Benvenuto. {privacy}";
  settings.automatic.receipt = "Pratica {ticket}: entro il {due}.";
  settings.automatic.away = "Riapriamo {next_opening}.";
  settings.automatic.closed = "La pratica {ticket} è conclusa.";
  settings.automatic.reminder = "Aspettiamo una risposta.";
  settings.automatic.survey = true;
  settings.automatic.budget = 10'000;
  settings.notice.quiet = interval(20, 0, 8, 0);
  return settings;
}

/// The same numbers in every run.
class Dice {
 public:
  int below(int end) {
    state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(end));
  }

 private:
  std::uint64_t state_ = 2026;
};

std::string phone_of(int citizen) {
  std::string digits = std::to_string(citizen);
  return "3933300" + std::string(5 - digits.size(), '0') + digits;
}

/// Pairs of automatic messages to one person with less than twelve hours between them.
constexpr const char* too_close = R"(
  SELECT count(*) FROM message a JOIN message b ON b.contact = a.contact AND b.id > a.id
  WHERE a.automatic = 1 AND b.automatic = 1 AND b.at - a.at < 12 * 3600)";

}  // namespace

TEST_CASE(
    "a week: 150 citizens a day, each gets at most one automatic message in twelve hours, no term wrong") {
  SendingOffice desk(everything());
  Dice dice;
  int wamid = 0;
  work::Automatic automatic((*desk.office).local());
  PassResult result;
  // Every citizen writes at a moment of the day; a third of them again an hour or two later.
  for (int day = 0; day < 7; ++day) {
    const TimePoint midnight = utc(2026, 11, 23) + days(day);
    std::vector<std::pair<TimePoint, int>> writes;
    for (int number = 0; number < a_day; ++number) {
      const int citizen = dice.below(400);
      const TimePoint at = midnight + minutes(dice.below(24 * 60));
      writes.emplace_back(at, citizen);
      if (dice.below(3) == 0) writes.emplace_back(at + minutes(dice.below(180)), citizen);
    }
    std::sort(writes.begin(), writes.end());
    std::int64_t next_closing = 0;
    for (const auto& [at, citizen] : writes) {
      desk.office.set_now(std::max(at, desk.office.now()));
      desk.door.say("wamid.w" + std::to_string(++wamid), "Domanda", phone_of(citizen));
      desk.pass_steady(minutes(2));
      automatic.start_due(result);
      if (++next_closing % 4 != 0) continue;
      // Somebody closes a case now and then, as after a telephone call.
      const auto ticket = desk.office.ask(
          "SELECT ifnull(min(id), 0) FROM ticket WHERE state IN ('new', 'open') AND presented_at < " +
          std::to_string((at - hours(1)).time_since_epoch().count()));
      if (ticket != 0) close_tickets(*desk.office, {.tickets = {{ticket}}}, Outcome::resolved);
    }
    desk.office.set_now(midnight + days(1));
    desk.pass_steady(minutes(2));
    automatic.start_due(result);
  }
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE direction = 'in'") > 7 * a_day);
  CHECK(desk.office.ask(too_close) == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose = 'receipt'") > 300);
  CHECK(desk.office.ask("SELECT count(*) FROM survey") > 20);
  // Each welcome once, each receipt once a case.
  CHECK(desk.office.ask("SELECT count(*) FROM (SELECT contact FROM message WHERE text LIKE 'Benvenuto%'"
                        " GROUP BY contact HAVING count(*) > 1)") == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM (SELECT ticket FROM message WHERE text LIKE '%: entro il %'"
                        " GROUP BY ticket HAVING count(*) > 1)") == 0);
  // Nothing that was not asked for leaves at night; this office runs on UTC.
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE purpose IN ('closed', 'survey', 'reminder')"
                        " AND automatic = 1 AND (at % 86400 >= 20 * 3600 OR at % 86400 < 8 * 3600)") == 0);
  // The legal term: the end of the thirtieth day after the day of presentation.
  CHECK(desk.office.ask("SELECT count(*) FROM ticket WHERE term_due_at <> presented_at - presented_at % 86400"
                        " + 31 * 86400 - 1") == 0);
  // No first answer is due outside the hours of the office.
  CHECK(
      desk.office.ask("SELECT count(*) FROM ticket WHERE first_answer_due_at % 86400 NOT BETWEEN 9 * 3600 AND"
                      " 17.5 * 3600 OR strftime('%w', first_answer_due_at, 'unixepoch') IN ('0', '6')") == 0);
}
