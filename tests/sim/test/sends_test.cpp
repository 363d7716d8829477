#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "stand.hpp"

using namespace sim;

namespace {

/// A message of another type to the same person.
Json of_type(const char* type, const Json& content) {
  return {{"messaging_product", "whatsapp"}, {"to", "+393330000102"}, {"type", type}, {type, content}};
}

Json with(Json message, const char* key, const Json& value) {
  message[key] = value;
  return message;
}

Json reply_to_template(const char* name, const Json& parameters, const char* language = "it") {
  return of_type("template", {{"name", name},
                              {"language", {{"code", language}}},
                              {"components", Json::array({{{"type", "body"}, {"parameters", parameters}}})}});
}

Json named(const char* name, const std::string& text) {
  return Json::array({{{"type", "text"}, {"parameter_name", name}, {"text", text}}});
}

}  // namespace

TEST_CASE("token: missing, expired, revoked and unknown ones are told apart") {
  Stand stand;
  const auto asked = [&](const char* token) {
    stand.token = token;
    return stand.get(number_path);
  };
  CHECK(asked("test-token").status == 200);
  auto reply = asked("");
  CHECK(reply.status == 401);
  CHECK(reply.code() == 104);
  reply = asked("expired");
  CHECK(reply.status == 401);
  CHECK(reply.code() == 190);
  CHECK(reply.subcode() == 463);
  CHECK(asked("revoked").subcode() == 467);
  CHECK(asked("another").code() == 190);
  stand.control("token", {{"state", "expired"}});
  CHECK(asked("test-token").subcode() == 463);
  CHECK(asked("900000000000001|test-app-secret").status == 401);
  stand.token = "900000000000001|test-app-secret";
  CHECK(stand.get("/v26.0/debug_token?input_token=test-token").body["data"]["is_valid"] == false);
}

TEST_CASE("objects: what is not there is 100/33, and the answer says its version") {
  Stand stand;
  auto reply = stand.get("/v25.0/123");
  CHECK(reply.status == 400);
  CHECK(reply.code() == 100);
  CHECK(reply.subcode() == 33);
  CHECK(reply.body["error"]["type"] == "GraphMethodException");
  CHECK(reply.head.find("facebook-api-version: v25.0") != std::string::npos);
  CHECK(stand.get("/v16.0/123").head.find("facebook-api-version: v21.0") != std::string::npos);
  CHECK(stand.post("/v26.0/999/messages", text_to("+393330000102")).subcode() == 33);
  CHECK(stand.post("/106540352242922/messages", text_to("+393330000102")).status == 200);
  CHECK(stand.get(std::string(number_path) + "/messages").code() == 100);
  CHECK(stand.get(std::string(number_path) + "/nothing").code() == 2500);
}

TEST_CASE(
    "send: an accepted text has the provider's answer, signed statuses with our token, and a ledger entry") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  stand.control("inbound",
                {{"from", "393330000102"}, {"user_id", "IT.42"}, {"name", "Maria Serra"}, {"text", "Sì 😀"}});
  const auto reply =
      stand.send(with(text_to("+393330000102", "Perché no?"), "biz_opaque_callback_data", "t-1"));
  REQUIRE(reply.status == 200);
  CHECK(reply.body["messaging_product"] == "whatsapp");
  CHECK(reply.body["contacts"] == Json::array({{{"input", "+393330000102"}, {"wa_id", "393330000102"}}}));
  const std::string wamid = reply.body["messages"][0]["id"];
  CHECK(wamid.rfind("wamid.", 0) == 0);
  CHECK_FALSE(reply.body["messages"][0].contains("message_status"));
  stand.settle();
  CHECK(receiver.statuses() == std::vector<std::string>{"sent", "delivered", "read"});
  for (const auto& status : receiver.all("statuses")) {
    CHECK(status["id"] == wamid);
    CHECK(status["biz_opaque_callback_data"] == "t-1");
    CHECK(status["recipient_id"] == "393330000102");
    CHECK(status["recipient_user_id"] == "IT.42");
    CHECK(status["timestamp"].is_string());
  }
  CHECK(receiver.all("statuses")[0]["pricing"]["category"] == "service");
  for (const auto& request : receiver.requests()) {
    CHECK(request.header("x-hub-signature-256") == sign("test-app-secret", request.body));
    for (const unsigned char byte : request.body) REQUIRE(byte < 0x80);
  }
  CHECK(receiver.requests()[0].body.find("S\\u00ec \\ud83d\\ude00") != std::string::npos);
  const auto ledger = stand.ledger();
  REQUIRE(ledger["messages"].size() == 1);
  CHECK(ledger["messages"][0]["text"] == "Perché no?");
  CHECK(ledger["messages"][0]["token"] == "t-1");
  CHECK(ledger["webhooks"].size() == 4);
  CHECK(ledger["webhooks"][0]["status"] == 200);
  stand.send(with(text_to("+393330000103"), "biz_opaque_callback_data", "t-1"));
  CHECK(stand.get("/sim/ledger?by=token").body == Json{{"t-1", 2}});
}

TEST_CASE("send: a user id is answered with a user id, and the phone stays unknown") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  auto message = text_to("");
  message.erase("to");
  CHECK(stand.send(message).code() == 100);
  const auto reply = stand.send(with(message, "recipient", "IT.13491208655302741918"));
  REQUIRE(reply.status == 200);
  CHECK(reply.body["contacts"] ==
        Json::array({{{"input", "IT.13491208655302741918"}, {"user_id", "IT.13491208655302741918"}}}));
  stand.settle();
  for (const auto& status : receiver.all("statuses")) {
    CHECK(status["recipient_user_id"] == "IT.13491208655302741918");
    CHECK_FALSE(status.contains("recipient_id"));
  }
  CHECK(stand.send(with(message, "recipient", "IT.ENT.118")).status == 200);
  for (const char* wrong : {"it.1", "IT.", "IT-1", "IT.ENT.", "393330000102", "IT.a b", "I"})
    CHECK_MESSAGE(stand.send(with(message, "recipient", wrong)).code() == 131009, wrong);
}

TEST_CASE("send: what the provider would refuse is refused with its code, and nothing is accepted") {
  Stand stand;
  const auto fine = text_to("+393330000102");
  const std::string euro = "€", face = "😀";
  std::string long_text, long_faces;
  for (int i = 0; i < 4096; ++i) long_text += euro;
  for (int i = 0; i < 2048; ++i) long_faces += face;
  const struct {
    Json message;
    int code;
  } cases[] = {
      {with(fine, "messaging_product", "sms"), 100},
      {with(fine, "surprise", 1), 100},
      {with(fine, "image", {{"id", "1"}}), 100},
      {with(fine, "type", "poll"), 100},
      {with(fine, "type", "image"), 100},
      {with(fine, "recipient_type", "group"), 131009},
      {with(fine, "text", {{"body", ""}}), 100},
      {with(fine, "text", Json::object()), 131008},
      {with(fine, "text", {{"body", 5}}), 131009},
      {with(fine, "text", {{"body", "a"}, {"colour", "red"}}), 100},
      {with(fine, "text", {{"body", long_text + "a"}}), 100},
      {with(fine, "text", {{"body", long_faces + "a"}}), 100},
      {with(fine, "text", "a"), 100},
      {with(fine, "to", "3330000102"), 131026},
      {with(fine, "to", "393330000102"), 131026},
      {with(fine, "to", "+39 333"), 131009},
      {with(fine, "to", "IT.42"), 131009},
      {with(fine, "to", "+390700000000"), 131021},
      {with(fine, "to", 39333), 131009},
      {with(fine, "biz_opaque_callback_data", std::string(513, 'x')), 100},
      {with(fine, "context", {{"id", "wamid.x"}}), 100},
      {of_type("reaction", {{"message_id", "wamid.x"}}), 131008},
      {with(of_type("reaction", {{"message_id", "wamid.x"}, {"emoji", "👍"}}), "context",
            {{"message_id", "wamid.x"}}),
       100},
      {of_type("location", {{"latitude", 39.2}}), 131008},
      {of_type("location", {{"latitude", 139.2}, {"longitude", 9.1}}), 131009},
      {of_type("image", {{"id", "1"}, {"link", "https://example.org/a.jpg"}}), 100},
      {of_type("image", Json::object()), 100},
      {of_type("image", {{"id", "77"}}), 131009},
      {of_type("image", {{"link", "https://example.org/a.jpg"}, {"caption", std::string(1025, 'x')}}), 100},
      {of_type("audio", {{"link", "https://example.org/a.mp3"}, {"caption", "x"}}), 100},
      {of_type("interactive", {{"type", "carousel"}, {"body", {{"text", "a"}}}, {"action", Json::object()}}),
       131051},
      {reply_to_template("risposta_mai_vista", named("nome", "a")), 132001},
      {reply_to_template("risposta_pronta", named("nome", "a"), "en_US"), 132001},
      {reply_to_template("risposta_pronta", Json::array()), 132000},
      {reply_to_template("risposta_pronta", named("cognome", "a")), 100},
      {reply_to_template("risposta_pronta", Json::array({{{"type", "text"}, {"text", "a"}}})), 100},
      {reply_to_template("risposta_pronta", named("nome", "a\nb")), 132018},
      {reply_to_template("risposta_pronta", named("nome", "a\tb")), 132018},
      {reply_to_template("risposta_pronta", named("nome", "a     b")), 132018},
      {reply_to_template("risposta_pronta", named("nome", "")), 132018},
      {reply_to_template("risposta_pronta", named("nome", std::string(1024, 'x'))), 132005},
  };
  for (const auto& [message, code] : cases) {
    const auto reply = stand.send(message);
    CHECK_MESSAGE(reply.code() == code, message.dump().substr(0, 300));
    CHECK(reply.status == 400);
  }
  CHECK(stand.call("POST", std::string(number_path) + "/messages", "{\"messaging_product\":").code() == 100);
  CHECK(stand.call("POST", std::string(number_path) + "/messages", fine.dump(), "text/plain").code() == 100);
  CHECK(stand
            .call("POST", std::string(number_path) + "/messages",
                  R"({"messaging_product":"whatsapp","to":"+393330000102","text":{"body":"\ud83d"}})")
            .code() == 100);
  const auto ledger = stand.ledger();
  CHECK(ledger["messages"].empty());
  CHECK(ledger["refused"].size() == std::size(cases) + 3);
  CHECK(stand.send(with(fine, "text", {{"body", long_text}})).status == 200);
  CHECK(stand.send(with(fine, "text", {{"body", long_faces}})).status == 200);
  CHECK(stand.send(with(fine, "context", {{"message_id", "wamid.unknown"}})).status == 200);
  CHECK(stand.ledger()["messages"][2]["bubble"] == false);
}

TEST_CASE(
    "template: accepted with its parameters; loaded ones, paused ones, positional ones, media headers") {
  Stand stand;
  const auto reply = stand.send(reply_to_template("risposta_pronta", named("nome", "Maria")));
  REQUIRE(reply.status == 200);
  CHECK(reply.body["messages"][0]["message_status"] == "accepted");
  CHECK(stand.ledger()["messages"][0]["template"] == "risposta_pronta");
  stand.control("templates", Json::array({{{"name", "vecchio"}, {"body", "Gentile {{1}}, pratica {{2}}"}},
                                          {{"name", "fermo"}, {"status", "PAUSED"}, {"body", "a"}},
                                          {{"name", "spento"}, {"status", "DISABLED"}, {"body", "a"}},
                                          {{"name", "attesa"}, {"status", "PENDING"}, {"body", "a"}}}));
  const Json two = Json::array({{{"type", "text"}, {"text", "a"}}, {{"type", "text"}, {"text", "b"}}});
  CHECK(stand.send(reply_to_template("vecchio", two)).status == 200);
  const auto one = stand.send(reply_to_template("vecchio", Json::array({two[0]})));
  CHECK(one.code() == 132000);
  CHECK(one.body["error"]["error_data"]["details"] ==
        "body: number of localizable_params (1) does not match the expected number of params (2)");
  CHECK(stand.send(reply_to_template("fermo", Json::array())).code() == 132015);
  CHECK(stand.send(reply_to_template("spento", Json::array())).code() == 132016);
  CHECK(stand.send(reply_to_template("attesa", Json::array())).code() == 132001);
  stand.control("templates", {{"name", "ricevuta"},
                              {"components", Json::array({{{"type", "HEADER"}, {"format", "DOCUMENT"}},
                                                          {{"type", "BODY"}, {"text", "a"}}})}});
  const auto with_header = [&](const Json& parameter) {
    return stand.send(of_type(
        "template",
        {{"name", "ricevuta"},
         {"language", {{"code", "it"}}},
         {"components", Json::array({{{"type", "header"}, {"parameters", Json::array({parameter})}}})}}));
  };
  const std::string id = stand.upload("application/pdf", "a.pdf", "%PDF-1.7").body["id"];
  CHECK(with_header({{"type", "document"}, {"document", {{"id", id}, {"filename", "a.pdf"}}}}).status == 200);
  CHECK(with_header({{"type", "image"}, {"image", {{"id", id}}}}).code() == 132012);
  CHECK(with_header({{"type", "document"}, {"document", {{"id", "5"}}}}).code() == 131009);
  CHECK(stand.control("templates", {{"name", "Maiuscole"}, {"body", "a"}}).status == 400);
}

TEST_CASE("interactive: buttons, lists, asking for a place or a phone") {
  Stand stand;
  const auto send = [&](const char* type, const Json& action, const std::string& text = "Dove?") {
    return stand.send(
        of_type("interactive", {{"type", type}, {"body", {{"text", text}}}, {"action", action}}));
  };
  const auto button = [](const char* id, const char* title) -> Json {
    return {{"type", "reply"}, {"reply", {{"id", id}, {"title", title}}}};
  };
  const auto buttons = [](Json list) -> Json { return {{"buttons", std::move(list)}}; };
  CHECK(send("button", buttons(Json::array({button("1", "Sì"), button("2", "No")}))).status == 200);
  CHECK(send("button", buttons(Json::array({button("1", "Sì"), button("1", "No")}))).code() == 131009);
  CHECK(send("button", buttons(Json::array({button("1", "Un titolo troppo lungo")}))).code() == 100);
  CHECK(send("button", buttons(Json::array())).code() == 131009);
  CHECK(send("location_request_message", {{"name", "send_location"}}).status == 200);
  CHECK(send("location_request_message", {{"name", "x"}}).code() == 131009);
  CHECK(send("request_contact_info", {{"name", "request_contact_info"}}).status == 200);
  CHECK(send("button", buttons(Json::array({button("1", "Sì")})), std::string(1025, 'x')).code() == 100);
  const Json rows = Json::array({{{"id", "1"}, {"title", "Anagrafe"}}});
  CHECK(send("list", {{"button", "Scelga"}, {"sections", Json::array({{{"rows", rows}}})}}).status == 200);
  CHECK(send("list", {{"button", "Scelga"}, {"sections", Json::array({{{"rows", rows}}, {{"rows", rows}}})}})
            .code() == 131008);
}

TEST_CASE("window: 131047 at once or as a status, by the time the citizen wrote; templates pass") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  stand.control("window", {{"check", "sync"}});
  CHECK(stand.send(text_to("+393330000102")).code() == 131047);
  CHECK(stand.send(reply_to_template("risposta_pronta", named("nome", "Maria"))).status == 200);
  stand.control("inbound", {{"from", "393330000102"}, {"text", "Salve"}, {"at", monday - 10}});
  stand.control("clock", {{"set", monday - 10 + 86'399}});
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  stand.control("clock", {{"advance", 1}});
  CHECK(stand.send(text_to("+393330000102")).code() == 131047);
  stand.settle();
  const auto before = receiver.requests().size();
  stand.control("window", {{"check", "async"}});
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  stand.settle();
  CHECK(receiver.requests().size() == before + 1);
  const auto last = receiver.all("statuses").back();
  CHECK(last["status"] == "failed");
  CHECK(last["errors"][0]["code"] == 131047);
  CHECK_FALSE(last.contains("recipient_user_id"));
  CHECK(stand.control("window", {{"check", "perhaps"}}).status == 400);
}

TEST_CASE("pace: the pair may borrow 45, then one in six seconds; the number has its second") {
  Stand stand;
  stand.control("pace", {{"throughput", 1000}});
  for (int i = 0; i < 45; ++i) REQUIRE(stand.send(text_to("+393330000102")).status == 200);
  const auto reply = stand.send(text_to("+393330000102"));
  CHECK(reply.status == 429);
  CHECK(reply.code() == 131056);
  CHECK(stand.send(text_to("+393330000103")).status == 200);
  stand.control("clock", {{"advance", 6}});
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  CHECK(stand.send(text_to("+393330000102")).code() == 131056);
  stand.control("pace", {{"pair", false}, {"throughput", 2}});
  stand.control("clock", {{"advance", 2}});
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  const auto fast = stand.send(text_to("+393330000102"));
  CHECK(fast.status == 429);
  CHECK(fast.code() == 130429);
}

TEST_CASE("statuses: each mode tells its own story") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  using Names = std::vector<std::string>;
  const std::pair<const char*, Names> modes[] = {
      {"none", {}},
      {"duplicate", {"sent", "sent", "delivered", "delivered", "read", "read"}},
      {"reverse", {"read", "delivered", "sent"}},
      {"read_only", {"read"}},
      {"failed", {"failed"}},
      {"failed_after_sent", {"sent", "failed"}},
      {"delivered_then_failed", {"sent", "delivered", "failed"}},
  };
  std::size_t seen = 0;
  for (const auto& [mode, names] : modes) {
    REQUIRE(stand.control("statuses", {{"mode", mode}, {"code", 131049}}).status == 200);
    REQUIRE(stand.send(text_to("+393330000102")).status == 200);
    stand.settle();
    const auto all = receiver.statuses();
    CHECK_MESSAGE(Names(all.begin() + static_cast<std::ptrdiff_t>(seen), all.end()) == names, mode);
    seen = all.size();
  }
  CHECK(receiver.all("statuses").back()["errors"][0]["code"] == 131049);
  CHECK(stand.control("statuses", {{"mode", "odd"}}).status == 400);
  stand.control("statuses", {{"mode", "normal"}});
  stand.control("citizens", {{"to", "+393330000107"}, {"fails", 131050}});
  stand.send(text_to("+393330000107"));
  stand.settle();
  CHECK(receiver.all("statuses").back()["errors"][0]["code"] == 131050);
}

TEST_CASE(
    "reaction: only sent follows; an unknown or old target fails later; read receipts know their messages") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  const std::string wamid =
      stand.control("inbound", {{"from", "393330000102"}, {"text", "Salve"}}).body["wamid"];
  const auto react = [&](const std::string& target) {
    CHECK(stand.send(of_type("reaction", {{"message_id", target}, {"emoji", "👍"}})).status == 200);
    stand.settle();
    return receiver.all("statuses").back();
  };
  CHECK(react(wamid)["status"] == "sent");
  CHECK(receiver.statuses().size() == 1);
  CHECK(react("wamid.unknown")["errors"][0]["code"] == 131009);
  const std::string path = std::string(number_path) + "/messages";
  const Json receipt = {{"messaging_product", "whatsapp"}, {"status", "read"}, {"message_id", wamid}};
  CHECK(stand.post(path, receipt).body == Json{{"success", true}});
  CHECK(stand.ledger()["reads"][0]["wamid"] == wamid);
  CHECK(stand.post(path, with(receipt, "message_id", "wamid.unknown")).code() == 131009);
  CHECK(stand.post(path, with(receipt, "status", "seen")).code() == 131009);
  stand.control("clock", {{"advance", 31 * day}});
  CHECK(stand.post(path, receipt).code() == 131009);
  CHECK(react(wamid)["errors"][0]["code"] == 131009);
}

TEST_CASE("history: the statuses of one message, and of no other") {
  Stand stand;
  const auto sent = stand.send(text_to("+393330000102", "Buongiorno"));
  const std::string wamid = sent.body["messages"][0]["id"];
  const std::string path = std::string(number_path) + "/message_history";
  std::string encoded;
  for (const char c : wamid)
    encoded += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
  const auto history = stand.get(path + "?message_id=" + encoded);
  REQUIRE(history.status == 200);
  REQUIRE(history.body["data"].size() == 1);
  CHECK(history.body["data"][0]["message_id"] == wamid);
  CHECK(history.body["data"][0]["events"]["data"][0]["delivery_status"] == "SENT");
  CHECK(stand.get(path + "?message_id=wamid.x").body["data"].empty());
  CHECK(stand.get(path).code() == 131008);
}
