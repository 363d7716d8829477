// What WhatsApp says of account, number and templates; and what it answers about templates and blocks.
#include <doctest/doctest.h>

#include <string>

#include "scripted_transport.hpp"
#include "whatsapp/client.hpp"
#include "whatsapp/compose.hpp"
#include "whatsapp/faults.hpp"
#include "whatsapp_bodies.hpp"

using namespace urp;
using whatsapp::BlockVerdict;

namespace {

ChannelNotice notice(const std::string& field, const std::string& value) {
  return test::the<ChannelNotice>(test::parse(R"({"entry":[{"id":"1","changes":[{"field":")" + field +
                                              R"(","value":)" + value + "}]}]}"));
}

}  // namespace

TEST_CASE("notice: restrictions stop sending, what is taken back settles") {
  const auto restricted = notice(
      "account_update",
      R"({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING"}]})");
  CHECK(restricted.event == "ACCOUNT_RESTRICTION");
  CHECK(restricted.text == "RESTRICTED_BIZ_INITIATED_MESSAGING");
  CHECK(restricted.alert);
  CHECK(restricted.stops_sending);
  const auto ahead =
      notice("account_update",
             R"({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE"}})");
  CHECK(ahead.alert);
  CHECK_FALSE(ahead.stops_sending);  // not yet
  const auto back =
      notice("account_update", R"({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}})");
  CHECK(back.settles);
  CHECK_FALSE(back.alert);
  CHECK_FALSE(back.stops_sending);
}

TEST_CASE("notice: what restricts calls, or is no restriction yet, stops no messages") {
  for (
      const std::string value :
      {R"({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BUSINESS_INITIATED_CALLING","expiration":1790000000}]})",
       R"({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_USER_INITIATED_CALLING","expiration":"2026-12-20"}]})",
       R"({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION"}]})",
       R"({"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"USER_INITIATED_CALLS_LOW_PICKUP_RATE"}})"}) {
    CAPTURE(value);
    const auto told = notice("account_update", value);
    CHECK(told.alert);
    CHECK_FALSE(told.stops_sending);
  }
  const auto both = notice(
      "account_update",
      R"({"phone_number":"+39 070 000 1234","event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_USER_INITIATED_CALLING"},{"restriction_type":"RESTRICTED_CUSTOMER_INITIATED_MESSAGING"}]})");
  CHECK(both.stops_sending);
  CHECK(both.stops_sending->code == 368);
  CHECK(both.display_number == "390700001234");
  CHECK(notice("account_update", R"({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}})")
            .stops_sending);
}

TEST_CASE("notice: a template's event changes what is known of it") {
  const auto paused = notice(
      "message_template_status_update",
      R"({"event":"PAUSED","message_template_id":1689556908129832,"message_template_name":"a","message_template_language":"it","reason":null})");
  REQUIRE(paused.template_change.has_value());
  CHECK(paused.template_change->status == "PAUSED");
  CHECK(paused.subject == "a it");
  CHECK(paused.alert);
  const auto flagged =
      notice("message_template_status_update",
             R"({"event":"FLAGGED","message_template_name":"a","message_template_language":"en-US"})");
  CHECK(flagged.template_change->status.empty());  // it may still be sent
  const auto ahead = notice(
      "template_correct_category_detection",
      R"({"message_template_name":"a","message_template_language":"it","new_category":"UTILITY","correct_category":"MARKETING"})");
  CHECK(ahead.template_change->category.empty());
  CHECK(ahead.event == "MARKETING");
}

TEST_CASE("notice: limits by their number and by their old names") {
  CHECK(
      notice("business_capability_update", R"({"max_daily_conversations_per_business":2000})").daily_limit ==
      2000);
  CHECK(notice("phone_number_quality_update", R"({"event":"UPGRADE","current_limit":"TIER_10K"})")
            .daily_limit == 10000);
  CHECK(notice("phone_number_quality_update", R"({"event":"UPGRADE","current_limit":"TIER_UNLIMITED"})")
            .daily_limit == -1);
  CHECK_FALSE(notice("phone_number_quality_update", R"({"event":"FLAGGED"})").daily_limit.has_value());
}

TEST_CASE("notice: what urp does not know has no event, whatever its value is") {
  for (const char* value : {"null", "7", "[]", "{}", R"({"event":{"x":1}})"}) {
    CHECK(notice("account_update", value).event.empty());
    CHECK(notice("lunar_phase_update", value).event.empty());
    CHECK_FALSE(notice("account_update", value).alert);
  }
}

TEST_CASE("echo: what the office sent elsewhere, with the citizen it went to") {
  const auto echo = test::the<Echo>(test::parse(
      R"({"entry":[{"changes":[{"field":"smb_message_echoes","value":{"message_echoes":[{"from":"390700001234","to":"393330000102","id":"wamid.E","timestamp":"1790000000","type":"text","text":{"body":"Ciao"}}]}}]}]})"));
  CHECK(echo.message.sender.phone == "393330000102");
  CHECK(echo.message.text == "Ciao");
  const auto revoked = test::the<InboundAmendment>(test::parse(
      R"({"entry":[{"changes":[{"field":"smb_message_echoes","value":{"message_echoes":[{"from":"390700001234","to":"393330000102","id":"wamid.R","type":"revoke","revoke":{"original_message_id":"wamid.E"}}]}}]}]})"));
  CHECK(revoked.kind == AmendmentKind::revoke);
  CHECK(revoked.target_wamid == "wamid.E");
}

TEST_CASE("templates: a page, and the cursor only when there is a next one") {
  const std::string data =
      R"({"data":[{"name":"a","language":"it","status":"APPROVED","category":"UTILITY","parameter_format":"NAMED",)"
      R"("quality_score":{"score":"GREEN"},"rejected_reason":"NONE","components":[{"type":"HEADER","format":"TEXT","text":"Comune"},)"
      R"({"type":"BODY","text":"Ciao {{nome}}"},{"type":"FOOTER","text":"URP"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"Apri","url":"https://example.org/{{1}}"}]}]},)"
      R"({"name":"","language":"it"}],"paging":{"cursors":{"before":"b","after":"c"})";
  const auto first =
      whatsapp::template_page(answered(200, data + R"(,"next":"https://example.org"}})").answer);
  REQUIRE(first.has_value());
  REQUIRE(first->templates.size() == 1);
  const auto& form = first->templates.front();
  CHECK(form.named);
  CHECK(form.header == "Comune");
  CHECK(form.footer == "URP");
  CHECK(form.quality == "GREEN");
  CHECK_FALSE(form.reason.has_value());
  CHECK(form.buttons.front().url == "https://example.org/{{1}}");
  CHECK(first->next == "c");
  CHECK(whatsapp::template_page(answered(200, data + "}}").answer)->next.empty());
  CHECK_FALSE(whatsapp::template_page(refused(401, 190).answer).has_value());
  CHECK_FALSE(whatsapp::template_page(answered(200, "<html>").answer).has_value());
}

TEST_CASE("block: done, later, with the next message, or never") {
  const auto verdict = [](const RequestOutcome& outcome) { return whatsapp::judge_block(outcome).kind; };
  const auto partly = [](const char* code) {
    return answered(
        400,
        std::string(
            R"({"error":{"code":139100,"message":"partly"},"block_users":{"failed_users":[{"errors":[{"code":)") +
            code + R"(,"error_data":{"details":"why"}}]}]}})");
  };
  CHECK(verdict(answered(200, R"({"block_users":{"added_users":[{"wa_id":"39333"}]}})")) ==
        BlockVerdict::Kind::done);
  CHECK(verdict(partly("131047")) == BlockVerdict::Kind::waits);
  CHECK(verdict(partly("139101")) == BlockVerdict::Kind::refused);
  CHECK(whatsapp::judge_block(partly("139101")).why == "why");
  CHECK(verdict(partly("139103")) == BlockVerdict::Kind::again);
  CHECK(verdict(refused(429, 130429)) == BlockVerdict::Kind::again);
  CHECK(verdict(refused(401, 190)) == BlockVerdict::Kind::again);  // when the channel is well again
  CHECK(verdict(lost()) == BlockVerdict::Kind::again);
  CHECK(verdict(not_sent()) == BlockVerdict::Kind::again);
}

TEST_CASE("upload: accepted with an id, never uncertain") {
  using Kind = whatsapp::Verdict::Kind;
  CHECK(whatsapp::judge_upload(answered(200, R"({"id":"123"})")).wamid == "123");
  CHECK(whatsapp::judge_upload(answered(200, R"({"id":"123"})")).kind == Kind::accepted);
  CHECK(whatsapp::judge_upload(lost()).kind == Kind::not_sent);
  CHECK(whatsapp::judge_upload(answered(500, "<html>")).kind == Kind::not_sent);
  CHECK(whatsapp::judge_upload(refused(400, 131053)).kind == Kind::failed);
  CHECK(whatsapp::judge_upload(refused(401, 190)).kind == Kind::stop);
}

TEST_CASE("usage: the highest percentage that any account tells") {
  auto answer = answered(200, "{}").answer;
  CHECK(whatsapp::usage_percent(answer) == 0);
  answer.headers["x-business-use-case-usage"] =
      R"({"1":[{"type":"whatsapp","call_count":12,"total_cputime":85,"total_time":3}],"2":[{"call_count":"40"}]})";
  CHECK(whatsapp::usage_percent(answer) == 85);
  answer.headers["x-business-use-case-usage"] = "not json";
  CHECK(whatsapp::usage_percent(answer) == 0);
}

TEST_CASE("compose: the template with header file and address, the position, the questions") {
  OutgoingTemplate sent;
  sent.name = "a";
  sent.language = "it";
  sent.body = {{"nome", "Maria"}};
  sent.header_media = OutgoingMedia{"document", "99", {}, "modulo.pdf", false};
  sent.urls = {{1, "2026/1"}};
  OutgoingMessage message{"393330000102", "", sent, "", "t"};
  const auto json = whatsapp::compose_message(message);
  CHECK(
      json.find(
          R"({"type":"header","parameters":[{"type":"document","document":{"id":"99","filename":"modulo.pdf"}}]})") !=
      json.npos);
  CHECK(
      json.find(
          R"({"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"2026/1"}]})") !=
      json.npos);
  message.content = OutgoingLocation{{39.5, 9.25, "Via Roma", {}}};
  CHECK(whatsapp::compose_message(message).find(
            R"("location":{"latitude":39.5,"longitude":9.25,"name":"Via Roma"})") != std::string::npos);
  message.content = OutgoingQuestion{OutgoingQuestion::Kind::phone, "Numero?"};
  CHECK(whatsapp::compose_message(message).find(
            R"("interactive":{"type":"request_contact_info","body":{"text":"Numero?"})") !=
        std::string::npos);
}
