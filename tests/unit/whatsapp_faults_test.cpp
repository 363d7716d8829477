#include "whatsapp/faults.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

using namespace urp;
using whatsapp::judge_send;
using whatsapp::provider_error;
using whatsapp::Verdict;
using Kind = Verdict::Kind;
using Json = nlohmann::json;

namespace {

Answer answer(int status, std::string body, std::map<std::string, std::string> headers = {}) {
  Answer made{status, std::move(headers), std::move(body), 0};
  made.size = static_cast<std::int64_t>(made.body.size());
  return made;
}

Verdict judge(int status, std::string body, std::map<std::string, std::string> headers = {}) {
  return judge_send(
      {RequestOutcome::Kind::answered, answer(status, std::move(body), std::move(headers)), ""});
}

std::string error_body(std::int64_t code, std::int64_t subcode = 0, bool transient = false) {
  Json error = {{"message", "(#" + std::to_string(code) + ") words"},
                {"type", "OAuthException"},
                {"code", code},
                {"fbtrace_id", "AbCd"}};
  if (subcode != 0) error["error_subcode"] = subcode;
  if (transient) error["is_transient"] = true;
  return Json{{"error", error}}.dump();
}

/// Codes that WhatsApp documents, with what a send has to make of them.
const std::set<std::int64_t> again = {4, 17, 80007, 130429, 131057, 2494100};
const std::set<std::int64_t> stop = {0,   3,   10,     33,     104,    190,    200,    201,    250,
                                     299, 368, 131005, 131031, 131037, 131042, 131045, 131048, 133010};
const std::set<std::int64_t> uncertain = {1, 2, 131000, 131016};
const std::set<std::int64_t> failed = {
    100,    470,    506,    130403,  130472,  130497, 131001, 131002, 131006, 131043, 131008, 131009, 131014,
    131020, 131041, 131059, 131201,  131215,  131021, 131026, 131030, 131047, 131049, 131050, 131051, 131052,
    131053, 131060, 131062, 131055,  131063,  131064, 132000, 132001, 132005, 132007, 132008, 132012, 132018,
    132015, 132016, 132068, 132069,  133000,  133004, 133005, 133006, 136024, 136025, 133008, 133009, 133015,
    133016, 134011, 134100, 134102,  135000,  137000, 138000, 138018, 139000, 139004, 147001, 147005, 139100,
    139101, 139102, 139103, 2388019, 2388299, 300,    199,    5,      999999, -1};

}  // namespace

TEST_CASE("faults: codes that surely mean not taken, and stop codes, count under every HTTP status") {
  for (const int http : {200, 400, 401, 403, 429, 500, 503}) {
    CAPTURE(http);
    for (const auto code : again) {
      CAPTURE(code);
      CHECK(judge(http, error_body(code)).kind == Kind::again);
      CHECK(judge(http, error_body(code, 2446079, true)).kind == Kind::again);
    }
    for (const auto code : stop) {
      CAPTURE(code);
      CHECK(judge(http, error_body(code)).kind == Kind::stop);
      CHECK(judge(http, error_body(code, 463)).kind == Kind::stop);
    }
    CHECK(judge(http, error_body(131056)).kind == Kind::hold_peer);
    CHECK(judge(http, error_body(131056, 0, true)).kind == Kind::hold_peer);
    CHECK(judge(http, error_body(100, 33)).kind == Kind::stop);
    for (const auto code : uncertain) {
      CAPTURE(code);
      CHECK(judge(http, error_body(code)).kind == Kind::uncertain);
    }
  }
}

TEST_CASE("faults: any other code fails this message in a 4xx, and is uncertain elsewhere") {
  const std::set<std::int64_t> certain_anywhere = {470, 131047, 131050};
  for (const auto code : failed) {
    CAPTURE(code);
    for (const int http : {400, 401, 403, 404, 413, 415, 429, 499}) {
      const auto verdict = judge(http, error_body(code));
      CHECK(verdict.kind == Kind::failed);
      CHECK(verdict.refusal.code == code);
      CHECK(verdict.http == http);
    }
    for (const int http : {200, 302, 500, 503}) {
      const auto expected = certain_anywhere.count(code) != 0 ? Kind::failed : Kind::uncertain;
      CHECK(judge(http, error_body(code)).kind == expected);
    }
    if (certain_anywhere.count(code) == 0)
      CHECK(judge(400, error_body(code, 0, true)).kind == Kind::uncertain);
  }
  CHECK(judge(400, error_body(100, 34)).kind == Kind::failed);
}

TEST_CASE("faults: two codes close the window, one is an opt-out, no other is either") {
  std::set<std::int64_t> all = {131056};
  for (const auto& some : {again, stop, uncertain, failed}) all.insert(some.begin(), some.end());
  for (const auto code : all) {
    CAPTURE(code);
    const auto verdict = judge(400, error_body(code));
    CHECK((verdict.refusal.kind == RefusalKind::window_closed) == (code == 131047 || code == 470));
    CHECK((verdict.refusal.kind == RefusalKind::opted_out) == (code == 131050));
  }
}

TEST_CASE("faults: an accepted send has its wamid, and the number as WhatsApp spells it") {
  const auto verdict = judge(200, R"({"messaging_product":"whatsapp","contacts":[{"input":"+393330000102",
    "wa_id":"393330000102"}],"messages":[{"id":"wamid.HBgM=","message_status":"accepted"}]})");
  CHECK(verdict.kind == Kind::accepted);
  CHECK(verdict.wamid == "wamid.HBgM=");
  CHECK(verdict.wa_id == "393330000102");
  CHECK(verdict.http == 200);
  CHECK(verdict.refusal.code == 0);
  const auto by_user_id =
      judge(200, R"({"contacts":[{"input":"IT.1","user_id":"IT.1"}],"messages":[{"id":"wamid.B"}]})");
  CHECK(by_user_id.kind == Kind::accepted);
  CHECK(by_user_id.wa_id.empty());
}

TEST_CASE("faults: whatever is no plain answer may have gone out") {
  const std::string bodies[] = {"",
                                "<html>502 Bad Gateway</html>",
                                "{\"messages\":[{\"id\":\"wamid.A\"",
                                "[]",
                                "null",
                                "{}",
                                R"({"messages":[]})",
                                R"({"messages":[{}]})",
                                R"({"messages":[{"id":""}]})",
                                R"({"messages":{"id":"wamid.A"}})",
                                R"({"success":true})",
                                R"({"error":"no object"})",
                                R"({"error":{}})",
                                R"({"error":{"message":"no code","type":"OAuthException"}})",
                                R"({"error":{"code":null}})",
                                R"({"error":{"code":131026.5}})",
                                "\xff\xfe",
                                std::string(100'000, '[')};
  for (const auto& body : bodies) {
    for (const int http : {200, 204, 302, 400, 404, 429, 500, 502, 503}) {
      CAPTURE(body.substr(0, 80));
      CAPTURE(http);
      const auto verdict = judge(http, body);
      CHECK(verdict.kind == Kind::uncertain);
      CHECK(verdict.wamid.empty());
    }
  }
  CHECK(judge(500, R"({"messages":[{"id":"wamid.A"}]})").kind == Kind::uncertain);
}

TEST_CASE("faults: what never left goes again, what was lost may have gone out") {
  CHECK(judge_send({RequestOutcome::Kind::not_sent, {}, "127.0.0.1: Connection refused"}).kind ==
        Kind::not_sent);
  CHECK(judge_send({RequestOutcome::Kind::lost, {}, "too large"}).kind == Kind::uncertain);
}

TEST_CASE("faults: the clerk reads the best words there are") {
  const auto details = [](const std::string& members) {
    return judge(400, R"({"error":{"code":131026,"message":"(#131026) m")" + members + "}}").refusal.words;
  };
  CHECK(details("") == "(#131026) m");
  CHECK(details(R"(,"error_data":{"messaging_product":"whatsapp","details":"d"})") == "d");
  CHECK(details(R"(,"error_data":"plain")") == "plain");
  CHECK(details(R"(,"error_data":{"details":"d"},"error_user_msg":"u")") == "u");
  CHECK(details(R"(,"error_data":[1],"error_user_msg":7)") == "7");
  CHECK(details(R"(,"error_data":{"details":""},"error_user_msg":null)") == "(#131026) m");
  CHECK(details(R"(,"error_data":"a\u001b[31mb\nc")") == "a\\x1b[31mb\\x0ac");
}

TEST_CASE("faults: words are cut to 300 bytes without breaking a character, and hold no token") {
  const auto details = [](const std::string& words) {
    return judge(400, Json{{"error", {{"code", 190}, {"message", words}}}}.dump()).refusal.words;
  };
  std::string accents;
  for (int i = 0; i < 200; ++i) accents += "\xc3\xa8";
  CHECK(details(accents) == accents.substr(0, 300));
  CHECK(details("a" + accents) == "a" + accents.substr(0, 298));
  CHECK(details("Malformed access token EAAGm0PX4ZCpsBAxyz0123456789ZD") == "Malformed access token EAA...");
  CHECK(details("EAA or EAAB, EAAAAAAAAAAAAAAAAAAAAA.") == "EAA or EAAB, EAA....");
}

TEST_CASE("faults: how long to wait is read from the headers, in seconds or minutes") {
  const std::string limited = error_body(80007);
  using std::chrono::seconds;
  CHECK_FALSE(judge(429, limited).retry_after);
  CHECK(judge(429, limited, {{"retry-after", "7"}}).retry_after == seconds(7));
  CHECK(judge(429, "", {{"retry-after", "7"}}).retry_after == seconds(7));
  CHECK_FALSE(judge(429, limited, {{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}}).retry_after);
  CHECK_FALSE(judge(429, limited, {{"retry-after", "-5"}}).retry_after);
  CHECK(judge(429, limited, {{"retry-after", "999999999999"}}).retry_after == std::chrono::hours(24));
  const auto usage = [&](const std::string& json) {
    return judge(429, limited, {{"x-business-use-case-usage", json}}).retry_after;
  };
  CHECK(usage(R"({"102":[{"type":"whatsapp","call_count":100,"estimated_time_to_regain_access":3},
    {"estimated_time_to_regain_access":"12"}],"103":[{"estimated_time_to_regain_access":5}]})") ==
        seconds(720));
  CHECK_FALSE(usage(R"({"102":[{"estimated_time_to_regain_access":0}]})"));
  CHECK_FALSE(usage(R"({"102":{"estimated_time_to_regain_access":5},"103":[7]})"));
  CHECK_FALSE(usage("not json"));
  CHECK(usage(R"({"102":[{"estimated_time_to_regain_access":9223372036854775807}]})") ==
        std::chrono::hours(24));
  CHECK_FALSE(judge(200, R"({"messages":[{"id":"wamid.A"}]})", {{"retry-after", "7"}}).retry_after);
}

TEST_CASE("faults: the error of any answer, with its trace for support") {
  const auto error = provider_error(
      answer(400, R"({"error":{"message":"(#100) m","code":"100","error_subcode":33,"is_transient":true,
        "fbtrace_id":"Ab\u0007","error_data":{"details":"d"}}})"));
  CHECK(error.code == 100);
  CHECK(error.subcode == 33);
  CHECK(error.message == "(#100) m");
  CHECK(error.details == "d");
  CHECK(error.trace == "Ab\\x07");
  CHECK(error.transient);
  for (const auto* body : {"", "{}", "<html>", R"({"id":"1"})", R"({"error":null})"}) {
    CHECK(provider_error(answer(200, body)).code == 0);
    CHECK(provider_error(answer(200, body)).message.empty());
  }
}
