// A week of the office: 150 citizens a day, at all hours, with everything switched on that is said by itself,
// and a mail server that is not well.
#include <algorithm>

#include <urp/desk/change.hpp>
#include <urp/desk/clock.hpp>
#include <urp/desk/route.hpp>
#include <urp/mail.hpp>

#include "rome.hpp"
#include "sending_office.hpp"
#include "smtp_stand_in.hpp"
#include "work/automatic.hpp"
#include "work/mailer.hpp"

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
  settings.services = {{"lavori", "Lavori pubblici", "lavori@example.org"},
                       {"ambiente", "Ambiente", "ambiente@example.org"},
                       {"verde", "Verde", "verde@example.org"}};
  settings.mail.url = "smtps://smtp.example.org:465";
  settings.mail.from = "urp@example.org";
  return settings;
}

std::string phone_of(int citizen) {
  std::string digits = std::to_string(citizen);
  return "3933300" + std::string(5 - digits.size(), '0') + digits;
}

/// Pairs of automatic messages to one person with less than twelve hours between them.
constexpr const char* too_close = R"(
  SELECT count(*) FROM message a JOIN message b ON b.contact = a.contact AND b.id > a.id
  WHERE a.automatic = 1 AND b.automatic = 1 AND b.at - a.at < 12 * 3600)";

/// What the office does with letters in a week, and what becomes of them.
class Letters {
 public:
  Letters(SendingOffice& desk, Dice& dice) : desk_(&desk), dice_(&dice), server_(dice) {}

  void route(std::int64_t ticket) {
    RouteRequest request;
    request.tickets = {{ticket}};
    const auto& services = (*desk_->office).local().options.settings.services;
    const int first = dice_->below(3);
    request.service = services[static_cast<std::size_t>(first)].slug;
    if (dice_->one_in(5)) request.copies = {services[static_cast<std::size_t>((first + 1) % 3)].slug};
    CHECK(route_tickets(*desk_->office, request).tickets.done.size() == 1);
  }
  void recall_one() {
    const auto ticket = desk_->office.ask("SELECT ifnull(max(id), 0) FROM ticket WHERE state = 'routed'");
    const TicketId tickets[] = {{ticket}};
    if (ticket != 0) CHECK(recall_tickets(*desk_->office, tickets).done.size() == 1);
  }
  /// A service answers the oldest letter it has.
  void answer_one() {
    const auto token = text("SELECT ifnull((SELECT token FROM dispatch WHERE state = 'sent' LIMIT 1), '')");
    if (token.empty()) return;
    receive_mail(*desk_->office, "From: a@example.org\r\nTo: urp+d" + token +
                                     "@example.org\r\nMessage-ID: <" + token +
                                     "@example.org>\r\n\r\nFatto.\r\n");
    CHECK(text("SELECT state FROM dispatch WHERE token = '" + token + "'") == "answered");
  }
  /// As the worker does it, until nothing moves; now and then it is killed in the middle.
  void work() {
    desk_->pass_steady(minutes(2));
    for (int round = 0; round < 20; ++round) {
      PassResult result;
      const bool moved = mailer_->start_due(result);
      if (server_.unheard() > 0 && dice_->one_in(40)) {
        server_.forget();
        start();
        mailer_->recover(result);
        continue;
      }
      auto ended = wire_->poll(std::chrono::milliseconds(0));
      const bool more = !ended.empty();
      mailer_->finish(ended, result);
      if (!moved && !more) return;
    }
  }
  /// Time goes by until no letter waits.
  void drain() {
    for (int hour = 0; hour < 24 * 5 && count("letter WHERE state IN ('queued', 'sending')") > 0; ++hour) {
      desk_->pass_real(hours(1));
      work();
    }
  }
  void check_accounts() {
    CHECK(count("letter WHERE state IN ('queued', 'sending')") == 0);
    CHECK(count("letter_attempt WHERE outcome = 'open'") == 0);
    CHECK(count("letter_attempt") == server_.sessions);
    const auto met = check_each_letter();
    const auto how_many = [&](const char* state) { return met.contains(state) ? met.at(state) : 0; };
    CHECK(how_many("sent") > 100);
    for (const char* state : {"failed", "uncertain", "cancelled"}) {
      CAPTURE(state);
      CHECK(how_many(state) > 3);
    }
    // A case is with a service that has its letter, or may have it; one that failed is the office's again.
    CHECK(
        count(
            "ticket t WHERE state = 'routed' AND NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.ticket = t.id"
            " AND d.lead = 1 AND d.service = t.service AND d.state IN ('sent', 'uncertain', 'delivered'))") ==
        0);
    CHECK(count("dispatch d JOIN letter l ON l.dispatch = d.id AND l.kind = 'dossier'"
                " WHERE d.state NOT IN ('answered', 'recalled') AND d.state <> l.state") == 0);
    CHECK(count("dispatch WHERE state = 'answered'") > 20);
  }

 private:
  /// How many of each state.
  std::map<std::string, int> check_each_letter() {
    std::map<std::string, int> met;
    std::size_t taken = 0;
    const auto db = desk_->office.read();
    db.each("SELECT id, state FROM letter", [&](db::Row& row) {
      const auto id = row.next<std::int64_t>();
      const auto state = row.next<std::string>();
      int copies = 0;
      for (const auto& token : db.all<std::string>("SELECT token FROM letter_attempt WHERE letter = ?", id)) {
        const auto found = server_.taken.find(token);
        if (found != server_.taken.end()) copies += found->second;
      }
      CAPTURE(id);
      CAPTURE(state);
      CHECK(copies <= 1);                       // never twice
      if (state == "sent") CHECK(copies == 1);  // none lost
      if (state == "failed" || state == "cancelled") CHECK(copies == 0);
      ++met[state];
      taken += static_cast<std::size_t>(copies);
    });
    CHECK(taken == server_.taken.size());
    return met;
  }

  std::int64_t count(const std::string& what) { return desk_->office.ask("SELECT count(*) FROM " + what); }
  std::string text(const std::string& sql) {
    const auto db = desk_->office.read();
    return db.value<std::string>(sql);
  }
  void start() {
    wire_.emplace((*desk_->office).local(), server_.transport());
    mailer_.emplace((*desk_->office).local(), *wire_);
  }

  SendingOffice* desk_;
  Dice* dice_;
  SmtpStandIn server_;
  std::optional<work::Wire> wire_{std::in_place, (*desk_->office).local(), server_.transport()};
  std::optional<work::Mailer> mailer_{std::in_place, (*desk_->office).local(), *wire_};
};

}  // namespace

TEST_CASE(
    "a week: 150 citizens a day, each gets at most one automatic message in twelve hours, no term wrong, and "
    "every letter is accounted for") {
  SendingOffice desk(everything());
  Dice dice;
  Letters letters(desk, dice);
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
      if (at > desk.office.now()) desk.pass_real(at - desk.office.now());
      desk.office.set_now(std::max(at, desk.office.now()));
      desk.door.say("wamid.w" + std::to_string(++wamid), "Domanda", phone_of(citizen));
      desk.pass_steady(minutes(2));
      automatic.start_due(result);
      letters.work();
      // Some cases go to the services at once.
      if (dice.one_in(3)) {
        const auto newest = desk.office.ask("SELECT ifnull(max(id), 0) FROM ticket WHERE state = 'new'");
        if (newest != 0) letters.route(newest);
      }
      if (dice.one_in(12)) letters.recall_one();
      if (dice.one_in(10)) letters.answer_one();
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
  letters.drain();
  letters.check_accounts();
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
