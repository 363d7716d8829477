#include "whatsapp/client.hpp"

#include <doctest/doctest.h>

using namespace urp;
using whatsapp::Client;

namespace {

Settings::WhatsApp settings(std::string base_url = "https://graph.facebook.com") {
  Settings::WhatsApp made;
  made.phone_number_id = "106540352242922";
  made.business_account_id = "102290129340398";
  made.base_url = std::move(base_url);
  return made;
}

Client client(std::string base_url = "https://graph.facebook.com") {
  return Client(settings(std::move(base_url)), "test-token", "urp/0.1.0");
}

std::string header(const OutgoingRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

Answer answer(std::string body, int status = 200) {
  return {status, {}, std::move(body), 0};
}

/// Where the token would go; empty: nowhere.
std::string fetched(const Client& from, const std::string& url) {
  const auto request = from.media_bytes(url, "/tmp/x", 10);
  return request ? request->url : std::string{};
}

}  // namespace

TEST_CASE("client: every request carries token and name") {
  const Client made = client();
  for (const auto& request : {made.send("{}"), made.media_address("1"), made.upload({}, "a.ogg", "audio/ogg"),
                              made.number_health(), made.debug_token(), made.subscribed_apps(),
                              made.media_bytes("https://lookaside.fbsbx.com/", "/tmp/x", 10).value()}) {
    CAPTURE(request.url);
    CHECK(header(request, "Authorization") == "Bearer test-token");
    CHECK(header(request, "User-Agent") == "urp/0.1.0");
    CHECK(request.timeout.count() > 0);
  }
}

TEST_CASE("client: a send is a POST of JSON to the number") {
  const auto request = client().send(R"({"a":1})");
  CHECK(request.method == "POST");
  CHECK(request.url == "https://graph.facebook.com/v26.0/106540352242922/messages");
  CHECK(request.body == R"({"a":1})");
  CHECK(header(request, "Content-Type") == "application/json");
  CHECK(request.upload.empty());
  CHECK(client("http://127.0.0.1:9000/").send("").url ==
        "http://127.0.0.1:9000/v26.0/106540352242922/messages");
}

TEST_CASE("client: an upload names its type twice, as WhatsApp wants it") {
  const auto request = client().upload({.size = 5}, "nota.ogg", "audio/ogg; codecs=opus");
  CHECK(request.method == "POST");
  CHECK(request.url == "https://graph.facebook.com/v26.0/106540352242922/media");
  CHECK(header(request, "Content-Type").empty());
  REQUIRE(request.upload.size() == 1);
  const auto& parts = request.upload.front();
  CHECK(parts.fields ==
        decltype(parts.fields){{"messaging_product", "whatsapp"}, {"type", "audio/ogg; codecs=opus"}});
  CHECK(parts.file.size == 5);
  CHECK(parts.file_name == "nota.ogg");
  CHECK(parts.mime_type == "audio/ogg; codecs=opus");
}

TEST_CASE("client: questions about media, number, token and apps") {
  CHECK(client().media_address("7788").url ==
        "https://graph.facebook.com/v26.0/7788?phone_number_id=106540352242922");
  CHECK(client().media_address("../me?x=").url ==
        "https://graph.facebook.com/v26.0/..%2Fme%3Fx%3D?phone_number_id=106540352242922");
  CHECK(client().number_health().url.starts_with(
      "https://graph.facebook.com/v26.0/106540352242922?fields=id,"));
  CHECK(client().number_health().url.find("health_status") != std::string::npos);
  CHECK(Client(settings(), "a|b c", "u").debug_token().url ==
        "https://graph.facebook.com/v26.0/debug_token?input_token=a%7Cb%20c");
  CHECK(client().subscribed_apps().url == "https://graph.facebook.com/v26.0/102290129340398/subscribed_apps");
  CHECK(client().subscribed_apps().method == "GET");
}

TEST_CASE("client: with no number configured, media are asked for without it") {
  auto unset = settings();
  unset.phone_number_id.clear();
  CHECK(Client(unset, "t", "u").media_address("7788").url == "https://graph.facebook.com/v26.0/7788");
}

TEST_CASE("client: bytes are fetched into a file within a limit") {
  const std::string url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=Ab-_";
  const auto request = client().media_bytes(url, "/srv/media/tmp/1", 100);
  REQUIRE(request);
  CHECK(request->url == url);
  CHECK(request->method == "GET");
  CHECK(request->save_to == "/srv/media/tmp/1");
  CHECK(request->size_limit == 100);
}

TEST_CASE("client: the token goes to the media host of WhatsApp and nowhere else") {
  const Client made = client();
  CHECK(fetched(made, "HTTPS://LookAside.fbsbx.com:443/a?B=c") == "https://lookaside.fbsbx.com/a?B=c");
  CHECK(fetched(made, "https://graph.facebook.com/v26.0/1") == "https://graph.facebook.com/v26.0/1");
  for (const auto* url : {"http://lookaside.fbsbx.com/",
                          "https://lookaside.fbsbx.com:8443/",
                          "https://lookaside.fbsbx.com.evil.org/",
                          "https://evil.org/#lookaside.fbsbx.com",
                          "https://evil.org/lookaside.fbsbx.com",
                          "https://evil.org?lookaside.fbsbx.com",
                          "https://lookaside.fbsbx.com@evil.org/",
                          "https://lookaside.fbsbx.com:x@evil.org/",
                          "https://evil.org\\@lookaside.fbsbx.com/",
                          "https://a.lookaside.fbsbx.com/",
                          "https://evil-lookaside.fbsbx.com/",
                          "https://fbsbx.com/",
                          "https://xlookaside.fbsbx.com/",
                          "https://lookaside.fbsbx.com./",
                          "https://lookaside.fbsbx.co/",
                          "https://127.0.0.1/",
                          "http://127.0.0.1:9000/",
                          "https://localhost/",
                          "file:///etc/passwd",
                          "",
                          "lookaside"}) {
    CAPTURE(url);
    CHECK(fetched(made, url).empty());
  }
}

TEST_CASE("client: a rehearsal fetches from its own stand-in alone") {
  const Client made = client("http://127.0.0.1:9000");
  CHECK(fetched(made, "http://127.0.0.1:9000/media/1") == "http://127.0.0.1:9000/media/1");
  CHECK(fetched(made, "http://127.0.0.1:9001/media/1") == "http://127.0.0.1:9001/media/1");
  CHECK(fetched(made, "https://127.0.0.1:9001/media/1") == "https://127.0.0.1:9001/media/1");
  for (const auto* url :
       {"https://lookaside.fbsbx.com/", "https://graph.facebook.com/", "http://127.0.0.2:9000/",
        "http://127.0.0.1.evil.org/", "http://127.0.0.1@evil.org/", "http://localhost:9000/"}) {
    CAPTURE(url);
    CHECK(fetched(made, url).empty());
  }
}

TEST_CASE("client: no base address that could be misread makes a rehearsal") {
  for (const auto* base :
       {"http://127.0.0.1@evil.org", "http://127.1", "127.0.0.1:9000", "http://127.0.0.1 "}) {
    CAPTURE(base);
    CHECK(fetched(client(base), "http://127.0.0.1:9000/media/1").empty());
  }
}

TEST_CASE("answers: the address of a media, with its size as number or text") {
  const auto media = whatsapp::media_address(answer(
      R"({"messaging_product":"whatsapp","url":"https://lookaside.fbsbx.com/a","mime_type":"image/jpeg",
      "sha256":"ab=","file_size":"303833","id":"1"})"));
  REQUIRE(media);
  CHECK(media->url == "https://lookaside.fbsbx.com/a");
  CHECK(media->mime_type == "image/jpeg");
  CHECK(media->sha256 == "ab=");
  CHECK(media->size == 303833);
  CHECK(whatsapp::media_address(answer(R"({"url":"u","file_size":5})"))->size == 5);
  CHECK_FALSE(whatsapp::media_address(answer(R"({"url":"u"})"))->size);
  CHECK_FALSE(whatsapp::media_address(answer(R"({"id":"1"})")));
  CHECK_FALSE(whatsapp::media_address(answer(R"({"url":"u"})", 404)));
  CHECK_FALSE(whatsapp::media_address(answer(R"({"url":"u","error":{"code":1}})")));
  CHECK_FALSE(whatsapp::media_address(answer("<html>")));
}

TEST_CASE("answers: the id of an upload") {
  CHECK(whatsapp::uploaded_id(answer(R"({"id":"1234567890"})")) == "1234567890");
  CHECK(whatsapp::uploaded_id(answer(R"({"id":1234567890123456789})")) == "1234567890123456789");
  CHECK_FALSE(whatsapp::uploaded_id(answer("{}")));
  CHECK_FALSE(whatsapp::uploaded_id(answer(R"({"id":"1"})", 400)));
  CHECK_FALSE(whatsapp::uploaded_id(answer("")));
}

TEST_CASE("answers: the health of the number") {
  const auto health = whatsapp::number_health(answer(
      R"({"id":"109","display_phone_number":"+39 070 000 0000","verified_name":"Comune di Prova",
      "quality_rating":"GREEN","throughput":{"level":"STANDARD"},
      "whatsapp_business_manager_messaging_limit":"TIER_2K",
      "health_status":{"can_send_message":"LIMITED","entities":[]}})"));
  REQUIRE(health);
  CHECK(health->display_number == "+39 070 000 0000");
  CHECK(health->name == "Comune di Prova");
  CHECK(health->quality == "GREEN");
  CHECK(health->throughput == "STANDARD");
  CHECK(health->can_send == "LIMITED");
  CHECK(health->limit == "TIER_2K");
  CHECK(whatsapp::number_health(answer(R"({"id":"109","throughput":"odd"})"))->throughput.empty());
  CHECK_FALSE(whatsapp::number_health(answer("{}")));
  CHECK_FALSE(whatsapp::number_health(answer(R"({"error":{"code":190}})", 401)));
}

TEST_CASE("answers: what is known of the token") {
  const auto info = whatsapp::token_info(answer(
      R"({"data":{"app_id":"1","type":"SYSTEM_USER","is_valid":true,"expires_at":0,
      "scopes":["whatsapp_business_messaging","whatsapp_business_management"]}})"));
  REQUIRE(info);
  CHECK(info->valid);
  CHECK(info->expires_at == 0);
  CHECK(info->scopes == "whatsapp_business_messaging whatsapp_business_management");
  const auto dead =
      whatsapp::token_info(answer(R"({"data":{"is_valid":false,"expires_at":1790000000,"error":{}}})"));
  REQUIRE(dead);
  CHECK_FALSE(dead->valid);
  CHECK(dead->expires_at == 1790000000);
  CHECK(dead->scopes.empty());
  CHECK_FALSE(whatsapp::token_info(answer(R"({"data":[]})")));
  CHECK_FALSE(whatsapp::token_info(answer(R"({"error":{"code":190}})", 401)));
}

TEST_CASE("answers: the apps that get the webhooks, in both shapes") {
  CHECK(whatsapp::subscribed_apps(answer(
            R"({"data":[{"whatsapp_business_api_data":{"id":"1","name":"urp","link":"l"}},
            {"id":"2","name":"Altra"},
            {"id":"3"}]})")) == "urp, Altra, 3");
  CHECK_FALSE(whatsapp::subscribed_apps(answer(R"({"data":[]})")));
  CHECK_FALSE(whatsapp::subscribed_apps(answer(R"({"error":{"code":10}})", 403)));
}
