#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include <urp/render.hpp>

#include "domain/unicode.hpp"
#include "render_samples.hpp"

using namespace urp;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

std::vector<std::string> keys_of(const ordered_json& object) {
  std::vector<std::string> keys;
  for (const auto& entry : object.items()) keys.push_back(entry.key());
  return keys;
}

/// What may stand in a document that somebody prints on a terminal.
void check_printable(const std::string& document) {
  for (std::size_t at = 0; at < document.size();) {
    const unicode::Character next = unicode::decode(document, at);
    REQUIRE(next.valid);
    REQUIRE(next.code >= 0x20);
    REQUIRE_FALSE(unicode::in(unicode::hidden, next.code));
    at += next.length;
  }
}

}  // namespace

TEST_CASE("json: a full ticket, to the byte") {
  InboxResult inbox;
  inbox.tickets = {test::full_ticket()};
  inbox.total = 41;
  inbox.overdue = 2;
  inbox.closing = 9;
  inbox.closing_until = test::sunday(3600);
  CHECK(
      to_json(inbox, test::rome()) ==
      R"({"version":1,"tickets":[{"number":415,"kind":"report","state":"routed","turn":"service","urgent":true,)"
      R"("subject":"buca in via Roma","contact":{"id":"c57","name":"Maria Serra","phone":"+393330000102",)"
      R"("user_id":"IT.57abc","username":"sarda_82","blocked":true},"service":"lavori-pubblici","dispatches":[)"
      R"({"service":"lavori-pubblici","lead":true,"state":"sent","sent_at":"2026-11-22T10:32:00+01:00",)"
      R"("due_at":"2026-11-23T10:31:00+01:00","answered_at":null},{"service":"ambiente","lead":false,)"
      R"("state":"queued","sent_at":null,"due_at":null,"answered_at":null}],"clerk":"maria",)"
      R"("tags":["verde","buche"],"flags":["offensive"],"unread":2,"messages":9,"preview":"è pericolosa",)"
      R"("presented_at":"2026-11-22T10:31:00+01:00","waiting_since":"2026-11-22T10:31:01+01:00",)"
      R"("last_message_at":"2026-11-22T10:31:02+01:00","last_inbound_at":"2026-11-22T10:31:03+01:00",)"
      R"("window_closes_at":"2026-11-22T10:31:04+01:00","first_answered_at":"2026-11-22T10:31:05+01:00",)"
      R"("first_answer_due_at":"2026-11-22T10:31:06+01:00","term_due_at":"2026-11-22T10:31:07+01:00",)"
      R"("overdue":true,"postponed_until":"2026-11-22T10:31:08+01:00","closed_at":"2026-11-22T10:31:09+01:00",)"
      R"("outcome":"not-ours","linked_to":288,"merged_into":null,"linked":[412,413],"identified":"declared","revision":77}],)"
      R"("total":41,"overdue":2,"closing":9,"closing_until":"2026-11-22T11:31:00+01:00","failed":[],"drafts":[]})");
}

TEST_CASE("json: a full message in show, to the byte") {
  ShowResult show;
  show.messages = {test::full_message()};
  const std::string document = to_json(show, test::rome());
  const std::string expected =
      R"("messages":[{"ticket":415,"number":4,"contact":"c57","direction":"in","type":"image","purpose":"survey",)"
      R"("text":"Ecco le \"foto\",\nperché è pericolosa","media":{"mime_type":"image/jpeg","size":1200000,)"
      R"("sha256":"ab12","file_name":"=foto;1.jpg","voice":true,"duration":14,"transcript":"trascritto",)"
      R"("state":"stored","path":"/var/lib/urp/media/ab/ab12","link":"https://desk.example.org/ab12",)"
      R"("animated":false,"why":null},"location":{"latitude":39.2153,"longitude":9.1107,"name":"Municipio",)"
      R"("address":"Via Roma, Cagliari"},"quote":"12/3","at":"2026-11-22T10:31:00+01:00","status":"failed",)"
      R"("attempts":[{"token":"00ff","at":"2026-11-22T10:31:03+01:00","outcome":"refused","code":131053}],"error":{"code":131053,"message":"media upload error"},)"
      R"("provider_id":"wamid.test-415-4","clerk":"maria","automatic":true,"hidden":true,)"
      R"("ground":"personal-data","revision":78,"shown_in":null,"gone":true,"cards":[{"card":1,"kind":"name","label":null,)"
      R"("value":"Paolo Usai"},{"card":1,"kind":"phone","label":"CELL","value":"+393330000103"},)"
      R"({"card":2,"kind":"name","label":null,"value":"Anna Melis"}],)"
      R"("facts":{"forwarded":"true","original_type":"sticker"},"amendments":[{"kind":"reaction","text":"👍",)"
      R"("at":"2026-11-22T10:31:30+01:00"},{"kind":"revoke","text":null,"at":"2026-11-22T10:31:40+01:00"}],)"
      R"("received_at":"2026-11-22T10:31:02+01:00","status_at":"2026-11-22T10:31:04+01:00"}],"events":[])";
  INFO(document);
  CHECK(document.find(expected) != std::string::npos);
}

TEST_CASE("json: what is absent is null, and a message without a ticket has no number") {
  ShowResult show;
  show.ticket.state = TicketState::closed;
  show.messages.emplace_back();
  const auto document = ordered_json::parse(to_json(show, Zone()));
  CHECK(document["ticket"]["turn"].is_null());
  CHECK(document["ticket"]["subject"].is_null());
  CHECK(document["ticket"]["contact"]["phone"].is_null());
  CHECK(document["ticket"]["outcome"].is_null());
  CHECK(document["ticket"]["linked"].dump() == "[]");
  const auto& message = document["messages"][0];
  for (const char* key : {"ticket", "number", "purpose", "text", "media", "location", "quote", "status",
                          "error", "provider_id", "clerk", "ground"}) {
    INFO(key);
    CHECK(message.contains(key));
    CHECK(message[key].is_null());
  }
  CHECK(message["facts"].dump() == "{}");
  CHECK(keys_of(document) == std::vector<std::string>{"version", "ticket", "messages", "events", "earlier",
                                                      "others", "alias", "moved", "suggestion",
                                                      "contact_note", "readers", "clerk_since", "draft",
                                                      "by_ground", "suspects", "destroyed", "erased_at"});
}

TEST_CASE("json: show carries events, other tickets and since when the clerk has it") {
  ShowResult show;
  show.events = {{{5},
                  test::sunday(),
                  test::sunday(1),
                  {"maria", "root"},
                  "take",
                  TicketId{415},
                  4,
                  {{"clerk", std::nullopt, "maria"}}}};
  show.earlier = 3;
  show.others = {{{288}, TicketState::closed}, {{301}, TicketState::open_new}};
  show.clerk_since = test::sunday(10);
  const auto document = json::parse(to_json(show, test::rome()));
  CHECK(document["events"][0]["verb"] == "take");
  CHECK(document["events"][0]["login"] == "root");
  CHECK(document["events"][0]["ticket"] == 415);
  CHECK(document["events"][0]["changes"][0]["before"].is_null());
  CHECK(document["events"][0]["changes"][0]["after"] == "maria");
  CHECK(document["earlier"] == 3);
  CHECK(document["others"][1]["state"] == "new");
  CHECK(document["clerk_since"] == "2026-11-22T10:31:10+01:00");
}

TEST_CASE("json: the text of a stranger leaves only printable characters, and reads back as it was") {
  const std::string hostile =
      "\x1b[31m\x7f\u0085\u202e\u2066\u2028\u2029\ufeff\u200b\U000e0001\t\n\r\b\f\\\"/ 👩‍👧 perché";
  ShowResult show;
  show.messages.emplace_back();
  show.messages[0].text = hostile;
  show.messages[0].facts = {{hostile, hostile}, {hostile, "second"}};
  show.ticket.contact.name = hostile;
  const std::string document = to_json(show, Zone());
  check_printable(document);
  const auto read = json::parse(document);
  CHECK(read["messages"][0]["text"] == hostile);
  CHECK(read["messages"][0]["facts"][hostile] == hostile);
  CHECK(read["ticket"]["contact"]["name"] == hostile);
  CHECK(document.find("👩‍👧 perché") != std::string::npos);
  CHECK(document.find("\\u001b[31m\\u007f\\u0085\\u202e") != std::string::npos);
  CHECK(document.find("\\udb40\\udc01") != std::string::npos);
}

TEST_CASE("json: broken bytes become U+FFFD") {
  const std::pair<std::string, std::string> values[] = {{"name", "perch\xe9 \xf0\x9f"}};
  CHECK(to_json(values) == "{\"version\":1,\"name\":\"perch\ufffd \ufffd\"}");
}

TEST_CASE("json: every short run of bytes gives a document that can be read and printed") {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::pair<std::string, std::string> values[] = {
          {"text", std::string{static_cast<char>(first), static_cast<char>(second)}}};
      const std::string document = to_json(values);
      check_printable(document);
      REQUIRE(json::accept(document));
    }
  }
}

TEST_CASE("json: a position that is no number is null") {
  ShowResult show;
  show.messages.emplace_back();
  show.messages[0].location = Location{std::nan(""), std::numeric_limits<double>::infinity(), {}, {}};
  const auto document = json::parse(to_json(show, Zone()));
  CHECK(document["messages"][0]["location"]["latitude"].is_null());
  CHECK(document["messages"][0]["location"]["longitude"].is_null());
}

TEST_CASE("json: status has the counts under their names") {
  StatusResult status;
  status.now = test::sunday();
  status.counts.open_new = 33;
  status.counts.media_lost = 4;
  status.office_open = true;
  status.open_until = test::sunday(60);
  status.health = {{"listener_off", "nobody receives webhooks: urp listen"}};
  status.by_clerk = {{"", 33}, {"maria", 5}};
  status.by_service = {{"ambiente", 22}};
  status.urgent = {{{431}, "odore di gas", std::nullopt, test::sunday(-60)}};
  status.waiting_longest = test::sunday(-7200);
  status.listening = true;
  const auto document = ordered_json::parse(to_json(status, test::rome()));
  CHECK(keys_of(document["counts"]) ==
        std::vector<std::string>{"new", "open", "waiting", "routed", "office", "citizen", "service", "urgent",
                                 "overdue", "unread", "closing", "outbox", "parked", "failed", "uncertain",
                                 "unhandled", "media_lost", "postponed", "overdue_service"});
  CHECK(document["counts"]["new"] == 33);
  CHECK(document["counts"]["media_lost"] == 4);
  CHECK(document["office"]["open"] == true);
  CHECK(document["office"]["until"] == "2026-11-22T10:32:00+01:00");
  CHECK(document["office"]["next_opening"].is_null());
  CHECK(document["health"][0]["code"] == "listener_off");
  CHECK(document["channel"].dump() == R"({"sending":"ok","reason":null,"since":null})");
  CHECK(document["by_clerk"].dump() == R"([{"name":null,"tickets":33},{"name":"maria","tickets":5}])");
  CHECK(document["by_service"][0]["name"] == "ambiente");
  CHECK(document["urgent"][0]["ticket"] == 431);
  CHECK(document["waiting_longest"] == "2026-11-22T08:31:00+01:00");
  CHECK(document["last_body_at"].is_null());
  CHECK(document["listening"] == true);
}

TEST_CASE("json: search lists tickets and hits") {
  SearchResult result;
  result.hits = {{TicketId{415}, 1, "una buca in via", {{4, 8}}, test::sunday(), {57}, "Maria Serra"},
                 {std::nullopt, std::nullopt, "Buca", {}, test::sunday(), {58}, ""}};
  result.tickets = {test::full_ticket()};
  result.more = true;
  const auto document = json::parse(to_json(result, test::rome()));
  CHECK(document["tickets"][0]["number"] == 415);
  CHECK(document["hits"][0]["ticket"] == 415);
  CHECK(document["hits"][0]["number"] == 1);
  CHECK(document["hits"][0]["snippet"] == "una buca in via");
  CHECK(document["hits"][0]["marks"].dump() == "[[4,8]]");
  CHECK(document["hits"][1]["ticket"].is_null());
  CHECK(document["hits"][1]["contact"] == "c58");
  CHECK(document["hits"][1]["contact_name"].is_null());
  CHECK(document["more"] == true);
}

TEST_CASE("json: small results and errors are one document each") {
  ReplayResult replay;
  replay.parts = 7;
  replay.unhandled = 1;
  CHECK(
      to_json(replay) ==
      R"({"version":1,"parts":7,"messages":0,"amendments":0,"statuses":0,"kept":0,"duplicates":0,"unhandled":1,"erased":0,"hidden":0})");
  CHECK(to_json(MigrateResult{1, 3, "/var/lib/urp/urp.db-1"}) ==
        R"({"version":1,"from":1,"to":3,"backup":"/var/lib/urp/urp.db-1"})");
  CHECK(to_json(MigrateResult{3, 3, std::nullopt}) == R"({"version":1,"from":3,"to":3,"backup":null})");
  CHECK(to_json(ExportResult{5, 4, {78, "0f"}}) ==
        R"({"version":1,"expected":5,"written":4,"cursor":"78-0f"})");
  const SettingLine lines[] = {{"listen.port", "8080", "default"}};
  CHECK(to_json(lines) ==
        R"({"version":1,"settings":[{"key":"listen.port","value":"8080","origin":"default"}]})");
  CHECK(error_json(Error(Fault::window_closed, "ticket 412: the window closed 3 h ago", "answer with --park"),
                   6) ==
        R"({"version":1,"error":{"code":"window_closed","exit":6,)"
        R"("message":"ticket 412: the window closed 3 h ago","hint":"answer with --park"}})");
  CHECK(error_json(Error(Fault::failed, "disk full"), 1) ==
        R"({"version":1,"error":{"code":"failed","exit":1,"message":"disk full","hint":null}})");
}
