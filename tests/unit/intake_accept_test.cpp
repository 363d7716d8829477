// What becomes of bodies as a whole: the answer, the journal, groups, trouble with the disk.
#include <doctest/doctest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <urp/desk/inbox.hpp>

#include "db/audit.hpp"
#include "intake_bodies.hpp"

using namespace urp;

TEST_CASE("intake: only a POST with the right signature gets in, and touches no database before the commit") {
  IntakeOffice door;
  auto request = door.signed_request(body({}));
  const auto status_of = [&](const HttpRequest& asked) {
    const auto answer = door.intake->prepare(asked);
    const auto* response = std::get_if<HttpResponse>(&answer);
    return response ? response->status : 0;
  };
  CHECK(status_of(request) == 0);
  auto wrong = request;
  wrong.headers["x-hub-signature-256"].back() ^= 1;
  CHECK(status_of(wrong) == 401);
  wrong.headers.clear();
  CHECK(status_of(wrong) == 401);
  auto elsewhere = request;
  elsewhere.path = "/other";
  CHECK(status_of(elsewhere) == 404);
  auto put = request;
  put.method = "PUT";
  CHECK(status_of(put) == 405);
  CHECK(door.office.ask("SELECT count(*) FROM journal") == 0);
}

TEST_CASE("intake: the handshake gives the challenge back byte for byte, for the right token alone") {
  IntakeOffice door;
  HttpRequest request;
  request.method = "GET";
  request.path = "/webhook";
  request.query = {
      {"hub.mode", "subscribe"}, {"hub.verify_token", "test-verify"}, {"hub.challenge", "a+b %"}};
  auto answer = std::get<HttpResponse>(door.intake->prepare(request));
  CHECK(answer.status == 200);
  CHECK(answer.body == "a+b %");
  CHECK(answer.content_type == "text/plain");
  request.query[1].second = "test-verifx";
  CHECK(std::get<HttpResponse>(door.intake->prepare(request)).status == 403);
  request.query[1].second = "test-verify";
  request.query[2].second = std::string("a\x1b[2J");
  CHECK(std::get<HttpResponse>(door.intake->prepare(request)).status == 403);
}

TEST_CASE("intake: 3 entries with 2 changes of 4 messages: all of them are stored") {
  IntakeOffice door;
  Json entries = Json::array();
  for (int entry = 0; entry < 3; ++entry) {
    Json changes = Json::array();
    for (int part = 0; part < 2; ++part) {
      Json messages = Json::array();
      for (int i = 0; i < 4; ++i) {
        const int n = entry * 8 + part * 4 + i;
        messages.push_back(text_message("wamid." + std::to_string(n), "n. " + std::to_string(n),
                                        door.office.now(), "39333000" + std::to_string(1000 + n % 5)));
      }
      changes.push_back(change(messages));
    }
    entries.push_back({{"id", "1"}, {"changes", changes}});
  }
  const auto receipt = door.take(Json{{"object", "whatsapp_business_account"}, {"entry", entries}}.dump());
  CHECK(receipt.answer.status == 200);
  CHECK(receipt.messages == 24);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 24);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 5);
  CHECK(door.office.ask("SELECT count(*) FROM event WHERE verb = 'receive'") == 24);
}

TEST_CASE("intake: the same body again changes nothing, in the same group and later") {
  IntakeOffice door;
  const auto bytes = body({change(Json::array({text_message("wamid.1", "Buongiorno", door.office.now())}))});
  const auto receipts = door.take({bytes, bytes});
  CHECK(receipts[0].messages == 1);
  CHECK(receipts[1].repeated);
  CHECK(receipts[1].answer.status == 200);
  CHECK(door.take(bytes).repeated);
  CHECK(door.office.ask("SELECT count(*) FROM journal") == 1);
  CHECK(door.office.ask("SELECT unread FROM ticket") == 1);
}

TEST_CASE("intake: the same message in another body is a duplicate") {
  IntakeOffice door;
  door.say("wamid.1", "Buongiorno");
  const auto again =
      door.take(body({change(Json::array({text_message("wamid.1", "Buongiorno", door.office.now()),
                                          text_message("wamid.2", "E poi", door.office.now())}))}));
  CHECK(again.duplicates == 1);
  CHECK(again.messages == 1);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 2);
  CHECK(door.office.ask("SELECT messages FROM ticket") == 2);
}

TEST_CASE("intake: a poisoned part is unhandled and holds up nobody") {
  IntakeOffice door;
  Json messages = Json::array();
  for (int i = 0; i < 50; ++i) {
    messages.push_back(text_message("wamid." + std::to_string(i), "testo", door.office.now()));
  }
  std::string bytes = body({change(messages)});
  const std::string deep = std::string(10000, '[') + std::string(10000, ']');
  const auto place = bytes.find("{\"from\"");
  bytes.insert(place, "{\"id\":\"wamid.deep\",\"x\":" + deep + "},");
  const auto receipt = door.take(bytes);
  CHECK(receipt.answer.status == 200);
  CHECK(receipt.messages == 50);
  CHECK(receipt.unhandled == 1);
  CHECK(door.office.ask(
            "SELECT count(*) FROM journal_part WHERE outcome = 'unhandled' AND reason IS NOT NULL") == 1);
}

TEST_CASE("intake: NUL and lone surrogates are kept, not refused") {
  IntakeOffice door;
  auto bytes = body({change(Json::array({text_message("wamid.1", "AxB", door.office.now())}))});
  bytes.replace(bytes.find("AxB"), 3, "A\\u0000\\ud800B");
  CHECK(door.take(bytes).messages == 1);
  CHECK(door.office.ask("SELECT length(CAST(text AS BLOB)) FROM message") == 6);  // A, NUL, U+FFFD, B
}

TEST_CASE("intake: a body that is no JSON is answered, kept and counted") {
  IntakeOffice door;
  for (const std::string bytes : {"", "no", "{", "[]", "null"}) {
    const auto receipt = door.take(bytes);
    CHECK_MESSAGE(receipt.answer.status == 200, bytes);
    CHECK_MESSAGE(receipt.unhandled == 1, bytes);
  }
  CHECK(door.office.ask("SELECT count(*) FROM journal") == 5);
}

TEST_CASE("intake: a full disk is 503 for the whole group, and nothing is half written") {
  IntakeOffice door;
  door.say("wamid.0", "prima");
  auto& database = door.office.store().database();
  const int pages = database.execAndGet("PRAGMA page_count").getInt();
  database.exec("PRAGMA max_page_count = " + std::to_string(pages + 3));
  const std::string large(20'000, 'x');
  std::vector<std::string> bodies;
  for (int i = 1; i <= 3; ++i) {
    const std::string id = "wamid." + std::to_string(i);
    const auto& text = i == 2 ? large : std::string("piccolo");
    bodies.push_back(body({change(Json::array({text_message(id, text, door.office.now())}))}));
  }
  const auto receipts = door.take(bodies);
  CHECK(receipts[1].answer.status == 503);
  CHECK_FALSE(receipts[1].trouble.empty());
  // No body is at fault: none is tried alone, and all are delivered again.
  CHECK(receipts[0].answer.status == 503);
  CHECK(receipts[2].answer.status == 503);
  CHECK(door.office.ask("SELECT count(*) FROM message") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM journal") == door.office.ask("SELECT count(*) FROM message"));

  database.exec("PRAGMA max_page_count = 100000");
  for (const auto& receipt : door.take(bodies)) CHECK(receipt.messages == 1);
  const auto db = door.office.read();
  CHECK_FALSE(db::check_chain(db).broken.has_value());
}

TEST_CASE(
    "intake: a part that fails half way in the store leaves nothing behind, and its neighbours are there") {
  IntakeOffice door;
  door.say("wamid.0", "prima");
  // As if a later step of the projection met content that the table does not take.
  door.office.run(
      "CREATE TRIGGER half_way BEFORE INSERT ON message_fact WHEN new.value = 'rotto' BEGIN SELECT "
      "RAISE(ABORT, "
      "'no'); END");
  Json broken = text_message("wamid.2", "mezza", door.office.now(), "393330000199");
  broken["referral"] = {{"headline", "rotto"}};
  const auto receipt =
      door.take(body({change(Json::array({text_message("wamid.1", "uno", door.office.now()), broken,
                                          text_message("wamid.3", "tre", door.office.now())}))}));
  CHECK(receipt.answer.status == 200);
  CHECK(receipt.messages == 2);
  CHECK(receipt.unhandled == 1);
  CHECK(door.office.ask("SELECT count(*) FROM message WHERE wamid = 'wamid.2'") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM contact") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM identity WHERE value = '393330000199'") == 0);
  CHECK(door.office.ask("SELECT count(*) FROM ticket") == 1);
  CHECK(door.office.ask("SELECT count(*) FROM journal_part WHERE outcome = 'unhandled'") == 1);
  const auto db = door.office.read();
  CHECK_FALSE(db::check_chain(db).broken.has_value());
}

TEST_CASE("intake: a disk that is full in the middle of a part is 503, never 200 and unhandled") {
  IntakeOffice door;
  door.say("wamid.0", "prima");
  auto& database = door.office.store().database();
  // From too little room for the journal row to enough for everything: each page more ends in another
  // statement.
  const std::string large(6'000, 'x');
  const int pages = database.execAndGet("PRAGMA page_count").getInt();
  int kept = 0, refused = 0;
  for (int room = 0; room < 40; ++room) {
    database.exec("PRAGMA max_page_count = " + std::to_string(pages + room));
    const std::string id = "wamid.large" + std::to_string(room);
    const auto receipt = door.take(body({change(Json::array({text_message(id, large, door.office.now())}))}));
    const auto stored = door.office.ask("SELECT count(*) FROM message WHERE wamid = '" + id + "'");
    CHECK(receipt.unhandled == 0);
    CHECK(stored == (receipt.answer.status == 200 ? 1 : 0));
    ++(receipt.answer.status == 200 ? kept : refused);
    if (receipt.answer.status == 200) break;
    CHECK(receipt.answer.status == 503);
  }
  CHECK(kept == 1);
  CHECK(refused > 1);
}

TEST_CASE("intake: the audit chain follows every message and breaks when an entry is changed") {
  IntakeOffice door;
  for (int i = 0; i < 5; ++i) door.say("wamid." + std::to_string(i), "testo");
  {
    const auto db = door.office.read();
    const auto check = db::check_chain(db);
    CHECK(check.events == 5);
    CHECK_FALSE(check.broken.has_value());
  }
  door.office.run("UPDATE event SET clerk = 'altro' WHERE id = 3");
  const auto db = door.office.read();
  CHECK(db::check_chain(db).broken == EventId{3});
}

TEST_CASE("intake: an erased detail leaves the chain whole") {
  IntakeOffice door;
  for (int i = 0; i < 3; ++i) door.say("wamid." + std::to_string(i), "testo");
  door.office.run("DELETE FROM event_detail WHERE event = 2");
  const auto db = door.office.read();
  CHECK_FALSE(db::check_chain(db).broken.has_value());
}

TEST_CASE("intake: what was turned away is kept once a minute, by day and status, and at the end") {
  IntakeOffice door;
  CHECK(door.intake->keep_turned_away().empty());
  for (const int status : {401, 401, 404}) door.intake->turn_away(status);
  CHECK(door.intake->keep_turned_away() == "turned away: 401=2 404=1");
  CHECK(door.office.ask("SELECT count FROM turned_away WHERE status = 401") == 2);
  door.intake->turn_away(401);
  CHECK(door.intake->keep_turned_away().empty());  // within the minute it waits
  CHECK(door.office.ask("SELECT count FROM turned_away WHERE status = 401") == 2);
  CHECK(door.intake->keep_turned_away(true) == "turned away: 401=1");
  CHECK(door.office.ask("SELECT count FROM turned_away WHERE status = 401") == 3);
  CHECK(door.intake->keep_turned_away(true).empty());

  const auto lines_of = [](IntakeOffice& from) {
    std::string all;
    for (const auto& line : office_status(*from.office).health) {
      if (line.code == "turned_away") all += line.message.substr(line.message.find(": ") + 2, 1) + ";";
    }
    return all;
  };
  const auto lines = [&] { return lines_of(door); };
  CHECK(lines() == "3;");  // the signatures; who asked for other paths is the doctor's
  IntakeOffice calm;
  calm.intake->turn_away(401);
  calm.intake->keep_turned_away(true);
  calm.say("wamid.good", "Buongiorno");
  CHECK(lines_of(calm).empty());  // a good one came since: a stranger had knocked
  door.office.set_now(door.office.now() + std::chrono::days(1));
  CHECK(lines() == "3;");
  door.office.set_now(door.office.now() + std::chrono::days(1));
  CHECK(lines().empty());
}

TEST_CASE("intake: a body that could not be kept counts among what was turned away") {
  IntakeOffice door;
  auto& database = door.office.store().database();
  database.exec("PRAGMA max_page_count = " +
                std::to_string(database.execAndGet("PRAGMA page_count").getInt()));
  const std::string large(20'000, 'x');
  CHECK(door.take(body({change(Json::array({text_message("wamid.1", large, door.office.now())}))}))
            .answer.status == 503);
  database.exec("PRAGMA max_page_count = 100000");
  CHECK(door.intake->keep_turned_away() == "turned away: 503=1");
}
