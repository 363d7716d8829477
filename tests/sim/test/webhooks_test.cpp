#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <set>

#include "stand.hpp"

using namespace sim;

TEST_CASE("webhooks: the same bytes come again until they are answered 200") {
  Stand stand;
  Receiver receiver;
  receiver.answer_first({500, 503, 404, 200});
  stand.control("inbound", {{"from", "393330000102"}, {"text", "Salve"}});
  CHECK(stand.provider.webhooks.pending() == 1);
  stand.send_webhooks_to(receiver);
  while (stand.provider.webhooks.pending() > 0) stand.provider.webhooks.settle(std::chrono::seconds(10));
  const auto requests = receiver.requests();
  REQUIRE(requests.size() == 4);
  for (const auto& request : requests) CHECK(request.body == requests[0].body);
  const auto tries = stand.ledger()["webhooks"];
  REQUIRE(tries.size() == 4);
  CHECK(tries[0]["status"] == 500);
  CHECK(tries[3]["status"] == 200);
  CHECK(tries[3]["try"] == 4);
  CHECK(tries[3]["wamids"].size() == 1);
}

TEST_CASE("webhooks: one at a time when told so; two copies at once when told so") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  stand.control("webhooks", {{"twice", true}, {"concurrency", 2}});
  stand.control("inbound", {{"from", "393330000102"}, {"text", "Salve"}});
  stand.settle();
  REQUIRE(receiver.requests().size() == 2);
  CHECK(receiver.requests()[0].body == receiver.requests()[1].body);
  CHECK(stand.control("webhooks", {{"concurrency", 9}}).status == 400);
  CHECK(stand.control("webhooks", {{"url", "http://203.0.113.5/x"}}).status == 400);
  CHECK(stand.control("webhooks", {{"speed", 1}}).status == 400);
}

TEST_CASE("webhooks: updates share a body as one value, as changes or as entries") {
  for (const char* shape : {"value", "changes", "entries"}) {
    CAPTURE(shape);
    Stand stand;
    Receiver receiver;
    for (int i = 0; i < 5; ++i)
      stand.control("inbound",
                    {{"from", "39333000010" + std::to_string(i % 2)}, {"text", std::to_string(i)}});
    stand.control("webhooks", {{"batch", 4}, {"shape", shape}});
    stand.send_webhooks_to(receiver);
    stand.settle();
    REQUIRE(receiver.requests().size() == 2);
    CHECK(receiver.all("messages").size() == 5);
    const auto body = Json::parse(receiver.requests()[0].body);
    CHECK(body["object"] == "whatsapp_business_account");
    CHECK(body["entry"].size() == (shape == std::string("entries") ? 4 : 1));
    CHECK(body["entry"][0]["changes"].size() == (shape == std::string("changes") ? 4 : 1));
    CHECK(body["entry"][0]["id"] == "102290129340398");
    const auto& value = body["entry"][0]["changes"][0]["value"];
    CHECK(value["metadata"]["phone_number_id"] == "106540352242922");
    if (shape == std::string("value")) CHECK(value["contacts"].size() == 2);
  }
}

TEST_CASE("webhooks: signatures wrong or missing, raw UTF-8, any body at all") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  const auto last = [&](const Json& settings) {
    stand.control("webhooks", settings);
    stand.control("inbound", {{"from", "393330000102"}, {"text", "però"}});
    stand.settle();
    return receiver.requests().back();
  };
  auto request = last({{"signature", "wrong"}});
  CHECK(request.header("x-hub-signature-256").size() == 71);
  CHECK(request.header("x-hub-signature-256") != sign("test-app-secret", request.body));
  CHECK(last({{"signature", "none"}}).header("x-hub-signature-256").empty());
  request = last({{"signature", "good"}, {"escape", false}});
  CHECK(request.body.find("però") != std::string::npos);
  CHECK(request.header("x-hub-signature-256") == sign("test-app-secret", request.body));
  stand.control("raw", {{"raw", "not json"}});
  stand.settle();
  CHECK(receiver.requests().back().body == "not json");
}

TEST_CASE("inbound: phone, user id or both; media; places; what is not understood") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  const auto write = [&](const Json& spec) {
    const auto reply = stand.control("inbound", spec);
    REQUIRE_MESSAGE(reply.status == 200, spec.dump());
    stand.settle();
    const auto message = receiver.all("messages").back();
    CHECK(message["id"] == reply.body["wamid"]);
    return message;
  };
  auto message = write({{"from", "393330000102"},
                        {"name", "Maria Serra"},
                        {"text", "Salve"},
                        {"at", monday - 5},
                        {"wamid", "wamid.A"}});
  CHECK(message["id"] == "wamid.A");
  CHECK(message["timestamp"] == std::to_string(monday - 5));
  CHECK(message["from_user_id"] == user_id_of("393330000102"));
  CHECK(receiver.all("contacts").back()["profile"]["name"] == "Maria Serra");
  message = write({{"user_id", "IT.77"}, {"username", "sarda_82"}, {"image", true}});
  CHECK_FALSE(message.contains("from"));
  CHECK_FALSE(receiver.all("contacts").back().contains("wa_id"));
  CHECK(receiver.all("contacts").back()["profile"]["username"] == "sarda_82");
  CHECK(message["image"]["mime_type"] == "image/jpeg");
  CHECK(message["image"].contains("url"));
  message = write({{"from", "393330000106"}, {"user_id", nullptr}, {"voice", {{"url", false}}}});
  CHECK_FALSE(message.contains("from_user_id"));
  CHECK(message["type"] == "audio");
  CHECK(message["audio"]["voice"] == true);
  CHECK_FALSE(message["audio"].contains("url"));
  message = write(
      {{"from", "393330000106"}, {"document", {{"filename", "../../etc/passwd"}, {"base64", "JVBERg=="}}}});
  CHECK(message["document"]["filename"] == "../../etc/passwd");
  CHECK(message["document"]["sha256"] == base64(sha256("%PDF")));
  message = write({{"from", "393330000106"},
                   {"location", {{"latitude", 39.2}, {"longitude", 9.1}}},
                   {"context", "wamid.A"}});
  CHECK(message["location"]["latitude"] == 39.2);
  CHECK(message["context"]["id"] == "wamid.A");
  CHECK(write({{"from", "393330000106"}, {"unsupported", true}})["errors"][0]["code"] == 131051);
  CHECK(write({{"from", "393330000106"}, {"message", {{"type", "poll"}, {"poll", 1}}}})["poll"] == 1);
  const auto before = receiver.requests().size();
  stand.control("inbound", Json::array({{{"from", "393330000106"}, {"text", "uno"}},
                                        {{"from", "393330000107"}, {"text", "due"}}}));
  stand.settle();
  CHECK(receiver.requests().size() == before + 1);
  CHECK(stand.control("inbound", {{"text", "di nessuno"}}).status == 400);
  CHECK(stand.control("inbound", {{"from", "393330000106"}}).status == 400);
  CHECK(stand.control("inbound", {{"from", "Maria"}, {"text", "a"}}).status == 400);
  CHECK(stand.control("nothing", Json::object()).status == 404);
  CHECK(stand.call("POST", "/sim/inbound", "{").status == 400);
}

TEST_CASE("rehearsal: a citizen thanks, and not without end") {
  auto options = calm_options();
  options.echo = true;
  options.answer_delay = 1;
  Stand stand(options);
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  stand.send(text_to("+393330000102"));
  stand.send(text_to("+393330000102"));
  stand.settle();
  REQUIRE(receiver.all("messages").size() == 1);
  CHECK(receiver.all("messages")[0]["text"]["body"] == "Grazie!");
  CHECK(receiver.all("messages")[0]["from"] == "393330000102");
}

TEST_CASE("templates: paging ends without next, while cursors stay") {
  Stand stand;
  for (int i = 0; i < 57; ++i)
    stand.control("templates", {{"name", "modello_" + std::to_string(i)}, {"body", "a"}});
  std::string path = std::string(account_path) + "/message_templates?fields=name,status";
  std::vector<std::size_t> sizes;
  std::set<std::string> names;
  for (;;) {
    const auto page = stand.get(path).body;
    sizes.push_back(page["data"].size());
    for (const auto& form : page["data"]) names.insert(form["name"].get<std::string>());
    CHECK(page["paging"]["cursors"].contains("after"));
    CHECK_FALSE(page["data"][0].contains("components"));
    if (!page["paging"].contains("next")) break;
    path = parse_url(page["paging"]["next"]).path;
  }
  CHECK(sizes == std::vector<std::size_t>{25, 25, 10});
  CHECK(names.size() == 60);
  CHECK(
      stand.call("DELETE", std::string(account_path) + "/message_templates?name=modello_1", "", "").status ==
      200);
  CHECK(stand.get(std::string(account_path) + "/message_templates?name=modello_1").body["data"].empty());
  const auto made = stand.post(std::string(account_path) + "/message_templates",
                               {{"name", "nuovo"},
                                {"language", "it"},
                                {"category", "UTILITY"},
                                {"components", Json::array({{{"type", "BODY"}, {"text", "a"}}})}});
  CHECK(made.body["status"] == "PENDING");
}

TEST_CASE("number: fields, health, subscriptions with their handshake, blocks in part") {
  Stand stand;
  Receiver receiver;
  const auto number = stand.get(std::string(number_path) + "?fields=id,health_status,throughput").body;
  CHECK(number["health_status"]["can_send_message"] == "AVAILABLE");
  CHECK_FALSE(number.contains("verified_name"));
  CHECK(stand.get(number_path).body["quality_rating"] == "GREEN");
  stand.control("number", {{"quality_rating", "RED"}});
  CHECK(stand.get(number_path).body["quality_rating"] == "RED");
  const std::string apps = std::string(account_path) + "/subscribed_apps";
  CHECK(stand.get(apps).body["data"].size() == 1);
  CHECK(stand.call("DELETE", apps, "", "").status == 200);
  CHECK(stand.get(apps).body["data"].empty());
  stand.control("inbound", {{"from", "393330000102"}, {"text", "nel vuoto"}});
  CHECK(stand.provider.webhooks.pending() == 0);
  CHECK(stand.post(apps, {{"override_callback_uri", "http://127.0.0.1:9/x"}, {"verify_token", "t"}}).code() ==
        100);
  CHECK(stand.post(apps, {{"override_callback_uri", receiver.url()}, {"verify_token", "t"}}).status == 200);
  stand.control("inbound", {{"from", "393330000102"}, {"text", "eccomi"}});
  stand.settle();
  CHECK(receiver.all("messages").size() == 1);
  CHECK(stand.get("/v26.0/debug_token?input_token=test-token").body["data"]["is_valid"] == true);

  const std::string blocks = std::string(number_path) + "/block_users";
  const Json both = {
      {"messaging_product", "whatsapp"},
      {"block_users", Json::array({{{"user", "+393330000102"}}, {{"user", "+393330000999"}}})}};
  const auto reply = stand.post(blocks, both);
  CHECK(reply.status == 400);
  CHECK(reply.code() == 139100);
  CHECK(reply.body["block_users"]["added_users"][0]["wa_id"] == "393330000102");
  CHECK(reply.body["block_users"]["failed_users"][0]["errors"][0]["code"] == 131047);
  CHECK(stand.get(blocks).body["data"].size() == 1);
  CHECK(stand.send(text_to("+393330000102")).code() == 130403);
  CHECK(stand.control("inbound", {{"from", "393330000102"}, {"text", "mi sentite?"}}).body["blocked"] ==
        true);
  CHECK(stand.call("DELETE", blocks, both.dump()).status == 200);
  CHECK(stand.send(text_to("+393330000102")).status == 200);
}

TEST_CASE("program: says where it is once it is ready, writes its ledger, and ends when told") {
  const std::string ledger =
      (std::filesystem::temp_directory_path() / ("urp-sim-" + hex(random_bytes(8)))).string();
  FILE* program = popen((std::string(URP_SIM) + " --clock 1795420800 --ledger " + ledger).c_str(), "r");
  REQUIRE(program != nullptr);
  std::array<char, 200> line{};
  const auto address_after = [&](const std::string& words) {
    REQUIRE(fgets(line.data(), line.size(), program) != nullptr);
    std::string text = line.data();
    REQUIRE(text.rfind(words, 0) == 0);
    text.erase(0, words.size());
    text.pop_back();
    return text;
  };
  const std::string media = address_after("media on ");
  const std::string graph = address_after("simulator on ");
  CHECK(media.rfind("http://127.0.0.1:", 0) == 0);
  HttpClient client(parse_url(graph));
  const auto now = client.request("GET", "/sim/clock", "", "");
  REQUIRE(now.has_value());
  CHECK(Json::parse(now->body)["now"] == 1795420800);
  client.request("POST", std::string(number_path) + "/messages",
                 "Authorization: Bearer test-token\r\nContent-Type: application/json\r\n",
                 text_to("+393330000102").dump());
  const auto goodbye = client.request("POST", "/sim/quit", "", "");
  REQUIRE(goodbye.has_value());
  CHECK(goodbye->status == 200);
  CHECK(pclose(program) == 0);
  std::vector<std::string> kinds;
  FILE* file = fopen(ledger.c_str(), "r");
  REQUIRE(file != nullptr);
  std::array<char, 4000> text{};
  while (fgets(text.data(), text.size(), file) != nullptr) kinds.push_back(Json::parse(text.data())["kind"]);
  fclose(file);
  std::remove(ledger.c_str());
  CHECK(kinds == std::vector<std::string>{"reset", "messages"});
  CHECK(WEXITSTATUS(std::system((std::string(URP_SIM) + " --window never >/dev/null 2>&1").c_str())) == 2);
  CHECK(WEXITSTATUS(std::system(
            (std::string(URP_SIM) + " --webhook http://203.0.113.5/x >/dev/null 2>&1").c_str())) == 2);
}
