#include "whatsapp/compose.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace urp;
using whatsapp::compose_message;

namespace {

OutgoingMessage to_phone(OutgoingContent content) {
  OutgoingMessage message;
  message.phone = "393330000102";
  message.content = std::move(content);
  message.token = "00112233445566778899aabbccddeeff";
  return message;
}

const std::string head =
    R"({"messaging_product":"whatsapp","recipient_type":"individual","to":"+393330000102",)";
const std::string tail = R"(,"biz_opaque_callback_data":"00112233445566778899aabbccddeeff"})";

}  // namespace

TEST_CASE("compose: a text") {
  CHECK(compose_message(to_phone(OutgoingText{"Buongiorno, \xc3\xa8 \"pronta\"\nSaluti"})) ==
        head + "\"type\":\"text\",\"text\":{\"body\":\"Buongiorno, \xc3\xa8 \\\"pronta\\\"\\nSaluti\"}" +
            tail);
}

TEST_CASE("compose: a quote goes along as context, but never with a reaction") {
  auto text = to_phone(OutgoingText{"Si"});
  text.quoted_wamid = "wamid.HBgM=";
  CHECK(compose_message(text) ==
        head + R"("context":{"message_id":"wamid.HBgM="},"type":"text","text":{"body":"Si"})" + tail);

  auto reaction = to_phone(OutgoingReaction{"wamid.A", "\xf0\x9f\x91\x8d"});
  reaction.quoted_wamid = "wamid.HBgM=";
  CHECK(compose_message(reaction) ==
        head +
            "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.A\",\"emoji\":\"\xf0\x9f\x91\x8d\"}" +
            tail);
}

TEST_CASE("compose: a reaction is taken back with an empty emoji") {
  CHECK(compose_message(to_phone(OutgoingReaction{"wamid.A", ""})) ==
        head + R"("type":"reaction","reaction":{"message_id":"wamid.A","emoji":""})" + tail);
}

TEST_CASE("compose: media of every kind") {
  const auto media = [](OutgoingMedia content) { return compose_message(to_phone(std::move(content))); };
  CHECK(media({"image", "11", "Il palo", "palo.jpg", false}) ==
        head + R"("type":"image","image":{"id":"11","caption":"Il palo"})" + tail);
  CHECK(media({"video", "11", std::nullopt, std::nullopt, false}) ==
        head + R"("type":"video","video":{"id":"11"})" + tail);
  CHECK(media({"document", "11", "Ricevuta", "ricevuta 1.pdf", false}) ==
        head +
            R"("type":"document","document":{"id":"11","caption":"Ricevuta","filename":"ricevuta 1.pdf"})" +
            tail);
  CHECK(media({"audio", "11", std::nullopt, "a.ogg", true}) ==
        head + R"("type":"audio","audio":{"id":"11","voice":true})" + tail);
  CHECK(media({"audio", "11", std::nullopt, std::nullopt, false}) ==
        head + R"("type":"audio","audio":{"id":"11"})" + tail);
  CHECK(media({"sticker", "11", std::nullopt, "a.webp", true}) ==
        head + R"("type":"sticker","sticker":{"id":"11"})" + tail);
}

TEST_CASE("compose: a template with named, positional or no parameters") {
  const std::string start =
      head +
      R"("type":"template","template":{"name":"pratica","language":{"code":"it","policy":"deterministic"})";
  CHECK(compose_message(
            to_phone(OutgoingTemplate{"pratica", "it", {{"protocollo", "2026/1"}, {"ufficio", "URP"}}})) ==
        start +
            R"(,"components":[{"type":"body","parameters":[)"
            R"({"type":"text","parameter_name":"protocollo","text":"2026/1"},)"
            R"({"type":"text","parameter_name":"ufficio","text":"URP"}]}]})" +
            tail);
  CHECK(compose_message(to_phone(OutgoingTemplate{"pratica", "it", {{"", "2026/1"}, {"", "URP"}}})) ==
        start +
            R"(,"components":[{"type":"body","parameters":[)"
            R"({"type":"text","text":"2026/1"},{"type":"text","text":"URP"}]}]})" +
            tail);
  CHECK(compose_message(to_phone(OutgoingTemplate{"pratica", "it", {}})) == start + "}" + tail);
}

TEST_CASE("compose: a number gets its plus once, and a citizen without one is reached by user id") {
  auto message = to_phone(OutgoingText{"a"});
  message.phone = "+393330000102";
  message.user_id = "IT.1234567890";
  CHECK(compose_message(message) == head + R"("type":"text","text":{"body":"a"})" + tail);
  message.phone.clear();
  CHECK(compose_message(message) ==
        R"({"messaging_product":"whatsapp","recipient_type":"individual","recipient":"IT.1234567890",)"
        R"("type":"text","text":{"body":"a"})" +
            tail);
}

TEST_CASE(
    "compose: without a token there is no callback data; bytes that are no UTF-8 do not stop the outbox") {
  auto message =
      to_phone(OutgoingText{"a\xff"
                            "b"});
  message.token.clear();
  const std::string json = compose_message(message);
  CHECK(json == head +
                    "\"type\":\"text\",\"text\":{\"body\":\"a\xef\xbf\xbd"
                    "b\"}}");
  CHECK(nlohmann::json::accept(json));
}

TEST_CASE("compose: a read receipt") {
  CHECK(whatsapp::compose_read_receipt("wamid.A=") ==
        R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.A="})");
}

TEST_CASE("compose: up to three answers are buttons, more are a list") {
  OutgoingChoice question{"Come \xc3\xa8 andata?", {{"a-1", "Bene"}, {"a-2", "Male"}}, "Scegli"};
  CHECK(compose_message(to_phone(question)) ==
        head +
            "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"Come "
            "\xc3\xa8 andata?\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"a-1\","
            "\"title\":\"Bene\"}},{\"type\":\"reply\",\"reply\":{\"id\":\"a-2\",\"title\":\"Male\"}}]}}" +
            tail);
  question.choices.push_back({"a-3", "Boh"});
  question.choices.push_back({"a-4", "Altro"});
  const auto json = nlohmann::json::parse(compose_message(to_phone(question)));
  CHECK(json["interactive"]["type"] == "list");
  CHECK(json["interactive"]["action"]["button"] == "Scegli");
  CHECK(json["interactive"]["action"]["sections"][0]["rows"].size() == 4);
  CHECK(json["interactive"]["action"]["sections"][0]["rows"][3]["title"] == "Altro");
}
