// A notice on its way: who is chosen, when, in which words, and what becomes of it; the clocks are in the
// hand.
#include <urp/desk/contact.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/topic.hpp>

#include "sending_office.hpp"
#include "store/notices.hpp"
#include "store/subscriptions.hpp"
#include "store/templates.hpp"

using namespace urp;
using namespace std::chrono_literals;

namespace {

Settings notice_settings() {
  auto settings = sending_settings();
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, false});
  settings.topics.push_back({"allerta", "Allerta", {"ALLERTA ON"}, {"ALLERTA OFF"}, true});
  settings.notice.rate = 100;
  return settings;
}

class NoticeOffice : public SendingOffice {
 public:
  explicit NoticeOffice(Settings settings = notice_settings()) : SendingOffice(std::move(settings)) {
    Template form;
    form.name = "avviso";
    form.language = "it";
    form.status = "APPROVED";
    form.category = "UTILITY";
    form.named = false;
    form.body = "Avviso: {{1}}.";
    auto db = office.write();
    store::replace_templates(db, {form});
    db.commit();
    round_takes = 10ms;
  }

  /// Somebody with a phone who subscribed; `open`: wrote just now.
  ContactId subscriber(const std::string& phone, bool open, const std::string& topic = "meteo") {
    ContactRow row;
    row.phone = phone;
    if (open) row.last_inbound_at = office.now();
    const auto contact = office.add_contact(row);
    SubscribeRequest request;
    request.who = to_string(contact);
    request.topic = topic;
    request.evidence = "modulo";
    subscribe_contact(*office, request);
    return contact;
  }
  void draft(const std::string& name, bool text, bool form, const std::string& topic = "meteo") {
    NoticeRequest request;
    request.name = name;
    request.topic = topic;
    if (text) request.text = "Domani pioggia.";
    if (form) request.use_template = TemplateUse{"avviso", "", {{"1", "pioggia"}}};
    create_notice(*office, request);
  }
  void schedule(const std::string& name, std::optional<TimePoint> at = {},
                std::optional<TimePoint> expires = {}) {
    schedule_notice(*office, {name, at, expires, false});
  }
  PassResult go() {
    look_again();
    auto result = work();
    look_again();
    result.add(work());
    return result;
  }
  void look_again() { pass_steady(1s); }
  std::string statuses(const std::string& name) {
    std::string all;
    notice_results(*office, name, {}, [&](const NoticeResult& one) {
      all +=
          (all.empty() ? "" : " ") + std::string(to_name(one.status)) + (one.reason ? ":" + *one.reason : "");
    });
    return all;
  }
  NoticeState notice(const std::string& name) { return show_notice(*office, name).notice.state; }
};

std::string type_of(const OutgoingRequest& request) {
  return Json::parse(request.body)["type"];
}

}  // namespace

TEST_CASE("notice: the text where the window is open, the template elsewhere, each person once") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", false);
  desk.draft("n", true, true);
  desk.schedule("n");
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  const auto result = desk.go();
  CHECK(type_of(desk.net.requests()[0]) == "text");
  CHECK(type_of(desk.net.requests()[1]) == "template");
  CHECK(desk.statuses("n") == "sent sent");
  CHECK(desk.notice("n") == NoticeState::done);
  CHECK(result.sent == 0);  // told with the notice, not as answers
  CHECK(result.notice_messages == 2);
  REQUIRE(result.notices.size() == 2);
  CHECK(result.notices[0].what == "started");
  CHECK(result.notices[1].what == "done");
  CHECK(desk.go().notice_messages == 0);
  desk.status("wamid.2", "delivered", "");
  CHECK(desk.statuses("n") == "sent delivered");
  desk.status("wamid.1", "failed", "", 131026);
  CHECK(desk.statuses("n") == "failed:simulated: code 131026 delivered");
}

TEST_CASE("notice: who unsubscribes, is blocked or opts out after the freezing gets nothing") {
  NoticeOffice desk;
  const auto a = desk.subscriber("393330000101", true), b = desk.subscriber("393330000102", true),
             c = desk.subscriber("393330000103", true), d = desk.subscriber("393330000104", true);
  desk.office.run("UPDATE template SET category = 'MARKETING'");
  desk.draft("n", true, true);
  desk.schedule("n");
  unsubscribe_contact(*desk.office, {to_string(a), "meteo", "", false});
  block_contact(*desk.office, {to_string(b), true, {}, false});
  desk.office.run("INSERT INTO opt_out (contact, number, at, source) VALUES (" + std::to_string(c.value) +
                  ", 1, 1, 'test')");
  desk.subscriber("393330000105", true);  // came later: not in it
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(desk.statuses("n") == "skipped:unsubscribed skipped:blocked skipped:opted_out sent");
  CHECK(d.value > 0);
}

TEST_CASE("notice: a marketing stop at WhatsApp keeps nobody from what is no marketing") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", false);
  desk.office.run("INSERT INTO opt_out (contact, number, at, source) SELECT id, 1, 1, 'test' FROM contact");
  desk.draft("n", true, true);
  desk.schedule("n");
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  desk.go();
  CHECK(desk.statuses("n") == "sent sent");
  desk.draft("text", true, false);
  desk.schedule("text");
  desk.net.expect_send(accepted("wamid.3"));
  desk.go();
  CHECK(desk.statuses("text") == "sent skipped:window_closed");
  desk.office.run("UPDATE template SET category = 'MARKETING'");
  desk.subscriber("393330000103", true);
  desk.draft("m", true, true);
  desk.schedule("m");
  desk.net.expect_send(accepted("wamid.4"));
  desk.go();
  CHECK(desk.statuses("m") == "skipped:opted_out skipped:opted_out sent");
}

TEST_CASE("notice: two records of one person get it once, also when they join after it was frozen") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  merge_contacts(*desk.office, {"c2", "c1", false});
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(desk.statuses("n") == "sent skipped:same_person");
}

TEST_CASE("notice: a number that changes hands while it runs gets it once") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  const auto second = desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.office.run("UPDATE notice_recipient SET status = 'skipped' WHERE contact = 2");
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  // Now the number is the second person's, whose turn comes.
  desk.office.run("UPDATE identity SET valid_to = 1 WHERE contact = 1");
  desk.office.run("UPDATE identity SET value = '393330000101' WHERE kind = 'phone' AND contact = " +
                  std::to_string(second.value));
  desk.office.run("UPDATE notice SET state = 'running', ended_at = NULL");
  desk.office.run("UPDATE notice_recipient SET status = 'pending' WHERE contact = 2");
  desk.go();
  CHECK(desk.statuses("n") == "sent skipped:same_address");
}

TEST_CASE(
    "notice: without a template those without a window are skipped when it begins, and when theirs closes") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", false);
  desk.draft("n", true, false);
  desk.schedule("n", desk.office.now() + 1h);
  desk.go();
  CHECK(desk.notice("n") == NoticeState::scheduled);
  desk.pass_office(25h);
  desk.go();
  CHECK(desk.statuses("n") == "skipped:window_closed skipped:window_closed");
}

TEST_CASE("notice: quiet hours hold back what is not urgent") {
  auto settings = notice_settings();
  settings.notice.quiet = OpeningHours{20h, 8h};
  NoticeOffice desk(settings);
  desk.subscriber("393330000101", false);
  desk.subscriber("393330000102", false, "allerta");
  desk.office.set_now(utc(2026, 11, 23, 21));
  desk.draft("calmo", false, true);
  desk.schedule("calmo");
  desk.draft("urgente", false, true, "allerta");
  CHECK_FAULT(desk.schedule("urgente"), Fault::usage);  // an alarm must end
  desk.schedule("urgente", {}, desk.office.now() + 3h);
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(desk.statuses("urgente") == "sent");
  CHECK(desk.notice("calmo") == NoticeState::scheduled);
  CHECK(show_notice(*desk.office, "calmo").quiet_until == utc(2026, 11, 24, 8));
  desk.office.set_now(utc(2026, 11, 24, 8));
  desk.net.expect_send(accepted("wamid.2"));
  desk.go();
  CHECK(desk.statuses("calmo") == "sent");
}

TEST_CASE("notice: what waits for another try rests in the quiet hours too, and the worker with it") {
  auto settings = notice_settings();
  settings.notice.quiet = OpeningHours{20h, 8h};
  NoticeOffice desk(settings);
  desk.subscriber("393330000101", false);
  desk.office.set_now(utc(2026, 11, 23, 19, 59));
  desk.draft("n", false, true);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(not_sent());
  desk.work();
  desk.office.set_now(utc(2026, 11, 23, 20));
  desk.pass_real(1h);
  desk.go();
  CHECK(desk.statuses("n") == "pending");
  desk.office.set_now(utc(2026, 11, 24, 8));
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(desk.statuses("n") == "sent");
}

TEST_CASE("notice: urgent ones go before answers, the others after them") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", true, "allerta");
  desk.draft("calmo", true, false);
  desk.schedule("calmo");
  desk.draft("urgente", true, false, "allerta");
  desk.schedule("urgente", {}, desk.office.now() + 3h);
  desk.queued("393330000103");
  desk.look_again();
  for (int i = 0; i < 3; ++i) desk.net.expect_send(accepted("wamid." + std::to_string(i)));
  desk.work();
  std::string to;
  for (const auto& request : desk.net.requests())
    to += Json::parse(request.body)["to"].get<std::string>().back();
  CHECK(to == "231");
}

TEST_CASE("notice: a notice that rests holds nobody's answer back") {
  NoticeOffice desk;
  const auto ticket = desk.citizen_writes("393330000101");
  SubscribeRequest request;
  request.who = "+393330000101";
  request.topic = "meteo";
  request.evidence = "modulo";
  subscribe_contact(*desk.office, request);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(not_sent());
  desk.work();
  CHECK(desk.statuses("n") == "pending");
  const auto answer = desk.answer(ticket);
  CHECK(desk.send_with(accepted("wamid.answer")).sent == 1);
  CHECK(desk.state(answer) == Delivery::sent);
  desk.pass_real(2s);
  desk.net.expect_send(accepted("wamid.notice"));
  desk.go();
  CHECK(desk.statuses("n") == "sent");
}

TEST_CASE("notice: pause holds back also what waits for another try; cancel ends it") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(not_sent());
  desk.work();
  pause_notice(*desk.office, "n");
  desk.pass_real(10s);
  desk.go();
  CHECK(desk.statuses("n") == "pending");
  CHECK(cancel_notice(*desk.office, "n", true).people == 1);  // a rehearsal
  CHECK(desk.statuses("n") == "pending");
  CHECK(cancel_notice(*desk.office, "n").people == 1);
  CHECK(desk.statuses("n") == "cancelled");
  CHECK_FAULT(resume_notice(*desk.office, "n"), Fault::conflict);
}

TEST_CASE("notice: who says STOP while theirs is held back gets nothing, and it is written down") {
  NoticeOffice desk;
  const auto a = desk.subscriber("393330000101", true), b = desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(not_sent());
  desk.net.expect_send(not_sent());
  desk.work();
  unsubscribe_contact(*desk.office, {to_string(a), "meteo", "", false});
  block_contact(*desk.office, {to_string(b), true, {}, false});
  desk.pass_real(10s);
  desk.go();  // a request would fail the test
  CHECK(desk.statuses("n") == "skipped:unsubscribed skipped:blocked");
  CHECK(desk.notice("n") == NoticeState::done);
}

TEST_CASE("notice: a template that is paused meanwhile is not sent, and the notice stops") {
  NoticeOffice desk;
  desk.subscriber("393330000101", false);
  desk.draft("n", false, true);
  desk.schedule("n");
  desk.office.run("UPDATE template SET status = 'PAUSED'");
  const auto result = desk.go();
  CHECK(desk.statuses("n") == "pending");
  CHECK(desk.notice("n") == NoticeState::paused);
  CHECK(result.alarms.size() == 1);
}

TEST_CASE("notice: while the machine's clock has jumped nobody is skipped, and it goes on when it is back") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.draft("n", true, false);
  desk.schedule("n", {}, desk.office.now() + 2h);
  PassResult first;
  desk.notices.look(first);  // it has begun
  desk.turn_clock_back(-24h);
  desk.pass_office(24h);
  const auto result = desk.go();
  CHECK(result.alarms.size() == 1);
  CHECK(desk.statuses("n") == "pending");
  CHECK(desk.notice("n") == NoticeState::running);
  desk.turn_clock_back(24h);
  desk.pass_office(-24h);
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(desk.statuses("n") == "sent");
}

TEST_CASE("notice: what was not sent expires, what is uncertain stays, and a late status settles it") {
  NoticeOffice desk;
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n", {}, desk.office.now() + 1h);
  desk.look_again();
  desk.net.expect_send(lost());
  desk.net.expect_send(not_sent());
  desk.work();
  CHECK(desk.statuses("n") == "uncertain pending");
  desk.pass_office(1h);
  const auto result = desk.go();
  CHECK(desk.statuses("n") == "uncertain expired");
  CHECK(desk.notice("n") == NoticeState::done);
  CHECK(result.alarms.size() == 1);
  const auto token = [&] {
    const auto db = desk.office.read();
    auto query = db.query("SELECT token FROM attempt ORDER BY id LIMIT 1");
    query.step();
    return query.string(0);
  }();
  desk.status("wamid.late", "delivered", token);
  CHECK(desk.statuses("n") == "delivered expired");
}

TEST_CASE("notice: the limit of the day holds back templates alone, and counts each person once") {
  auto settings = notice_settings();
  settings.notice.daily = 2;
  NoticeOffice desk(settings);
  for (int i = 1; i <= 4; ++i) desk.subscriber("39333000010" + std::to_string(i), i == 4);
  desk.draft("n", true, true);
  desk.schedule("n");
  for (int i = 0; i < 3; ++i) desk.net.expect_send(accepted("wamid." + std::to_string(i)));
  desk.go();
  CHECK(desk.statuses("n") == "sent sent pending sent");
  CHECK(desk.notice("n") == NoticeState::running);
  CHECK(show_notice(*desk.office, "n").forecast.limit_used == 2);
  desk.pass_real(24h + 1s);
  desk.net.expect_send(accepted("wamid.3"));
  desk.go();
  CHECK(desk.notice("n") == NoticeState::done);
}

TEST_CASE(
    "notice: a refusal that would meet everybody stops it; retry sends again what failed, not what is "
    "hopeless") {
  auto settings = notice_settings();
  settings.notice.rate = 4;  // the third is not claimed before the second is answered
  NoticeOffice desk(settings);
  for (int i = 1; i <= 3; ++i) desk.subscriber("39333000010" + std::to_string(i), false);
  desk.draft("n", false, true);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(refused(400, 131026));
  desk.net.expect_send(refused(400, 132015));
  const auto result = desk.work();
  CHECK(desk.notice("n") == NoticeState::paused);
  CHECK(result.alarms.size() == 1);
  CHECK(show_notice(*desk.office, "n").notice.code == 132015);
  desk.go();
  CHECK(desk.statuses("n").find("pending") != std::string::npos);
  const auto before = desk.statuses("n");
  const auto rehearsed = retry_notice(*desk.office, "n", true);
  CHECK(rehearsed.people == 1);
  CHECK(rehearsed.page.notice.state == NoticeState::scheduled);
  CHECK(desk.statuses("n") == before);
  CHECK(desk.notice("n") == NoticeState::paused);
  CHECK(retry_notice(*desk.office, "n").people == 1);
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  desk.go();
  CHECK(desk.notice("n") == NoticeState::done);
  CHECK(desk.statuses("n").find("failed") == 0);
  CHECK(retry_notice(*desk.office, "n").people == 0);
}

TEST_CASE("notice: the plan of a pass names what is due, and nothing that waits, rests or is over") {
  auto settings = notice_settings();
  settings.notice.approve_above = 1;
  NoticeOffice desk(settings);
  const auto planned = [&] {
    std::string names;
    for (const auto& one : plan_pass(*desk.office, WorkOrder::Kind::notices).notices)
      names += one.notice.name + ":" + std::to_string(one.sums.left) + " ";
    return names;
  };
  desk.subscriber("393330000101", true);
  desk.draft("due", true, false);
  desk.schedule("due");
  desk.draft("later", true, false);
  schedule_notice(*desk.office, {"later", desk.office.now() + 1h, {}});
  desk.draft("draft", true, false);
  desk.subscriber("393330000102", true);
  desk.draft("approval", true, false);
  desk.schedule("approval");
  CHECK(planned() == "due:1 ");
  desk.look_again();
  desk.net.expect_send(accepted("wamid.1"));
  desk.go();
  CHECK(planned().empty());
}

TEST_CASE("notice: a rate code lets the number rest, also for people who were not tried yet") {
  auto settings = notice_settings();
  settings.notice.rate = 4;  // the second is not claimed before the first is answered
  NoticeOffice desk(settings);
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.look_again();
  desk.net.expect_send(refused(429, 130429));
  desk.work();
  CHECK(desk.statuses("n") == "pending pending");
  desk.pass_real(2s);
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  desk.go();
  CHECK(desk.statuses("n") == "sent sent");
}

TEST_CASE("notice: without a token nobody is claimed") {
  auto settings = notice_settings();
  settings.whatsapp.token_file = "/nowhere/token";
  NoticeOffice desk(settings);
  (*desk.office).local().options.secrets.token.reset();
  desk.subscriber("393330000101", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.go();
  CHECK(desk.statuses("n") == "pending");
  CHECK(desk.office.ask("SELECT count(*) FROM attempt") == 0);
}

TEST_CASE("notice: a large one waits for a second clerk") {
  auto settings = notice_settings();
  settings.notice.approve_above = 1;
  NoticeOffice desk(settings);
  desk.subscriber("393330000101", true);
  desk.subscriber("393330000102", true);
  desk.draft("n", true, false);
  desk.schedule("n");
  desk.go();
  CHECK(desk.notice("n") == NoticeState::scheduled);
  const auto author = (*desk.office).local().options.actor;
  CHECK_FAULT(approve_notice(*desk.office, "n"), Fault::refused);
  (*desk.office).local().options.actor = {"anna", author.login};  // another name is not another person
  CHECK_FAULT(approve_notice(*desk.office, "n"), Fault::refused);
  (*desk.office).local().options.actor = {"anna", "anna"};
  approve_notice(*desk.office, "n");
  desk.net.expect_send(accepted("wamid.1"));
  desk.net.expect_send(accepted("wamid.2"));
  desk.go();
  CHECK(desk.notice("n") == NoticeState::done);
}

TEST_CASE("consent: written, confirmed once, ended; what is older than what holds changes nothing") {
  NoticeOffice desk;
  const auto ask = [&](const std::string& sql) { return desk.office.ask(sql); };
  desk.door.say("wamid.a", "Meteo on", "393330000101");
  desk.door.say("wamid.b", "METEO ON", "393330000101");
  CHECK(ask("SELECT count(*) FROM subscription") == 1);
  CHECK(ask("SELECT count(*) FROM message WHERE direction = 'out' AND ticket IS NULL AND automatic = 1") ==
        1);
  CHECK(ask("SELECT count(*) FROM ticket") == 0);
  desk.door.say("wamid.c", "stop", "393330000101");
  CHECK(ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 0);
  CHECK(ask("SELECT count(*) FROM message WHERE direction = 'out'") == 2);
  // To and fro within the day: the consent follows, the same words do not come again.
  desk.door.say("wamid.d", "METEO ON", "393330000101");
  CHECK(ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 1);
  CHECK(ask("SELECT count(*) FROM message WHERE direction = 'out'") == 2);
  CHECK(ask("SELECT count(*) FROM subscription WHERE message IS NOT NULL") == 2);
  auto db = desk.office.write();
  store::ConsentSource source;
  source.evidence = "vecchio";
  CHECK_FALSE(store::subscribe(db, ContactId{1}, "meteo", desk.office.now() - 1h, source));
  CHECK(store::unsubscribe(db, ContactId{1}, std::nullopt, desk.office.now() - 1h, source).empty());
  CHECK(store::unsubscribe(db, ContactId{1}, std::nullopt, desk.office.now(), source).size() == 1);
  CHECK_FALSE(store::subscribe(db, ContactId{1}, "meteo", desk.office.now() - 1h, source));
  CHECK(store::subscribe(db, ContactId{1}, "meteo", desk.office.now() + 1h, source));
}

TEST_CASE("consent: a blocked person's STOP counts, and is not answered") {
  NoticeOffice desk;
  desk.door.say("wamid.a", "METEO ON", "393330000101");
  block_contact(*desk.office, {"c1", true, {}, false});
  desk.door.say("wamid.b", "STOP", "393330000101");
  CHECK(desk.office.ask("SELECT count(*) FROM subscription WHERE ended_at IS NULL") == 0);
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE direction = 'out'") == 1);
  desk.work();  // and the earlier word, which waits, is taken back
  CHECK(desk.office.ask("SELECT count(*) FROM message WHERE status = 'cancelled'") == 1);
}
