#include <sys/wait.h>

#include <cstdio>

#include "stand.hpp"

using namespace sim;

namespace {

void plan(Stand& stand, Json fault) {
  const auto reply = stand.control("faults", {{"next", Json::array({std::move(fault)})}});
  REQUIRE(reply.status == 200);
}

}  // namespace

TEST_CASE("faults: what is taken before the answer goes wrong is taken once, and its statuses follow") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  std::size_t expected = 0;
  for (const char* kind :
       {"accept_then_500", "accept_then_close", "half_json", "empty_200", "cut_off", "slow"}) {
    plan(stand, {{"on", "messages"}, {"kind", kind}, {"ms", 30}});
    const auto reply = stand.send(text_to("+393330000102", kind));
    CAPTURE(kind);
    CHECK(stand.accepted() == ++expected);
    stand.settle();
    CHECK(receiver.statuses().size() == 3 * expected);
    CHECK(stand.ledger()["messages"].back()["fault"] == kind);
    if (kind == std::string("accept_then_500")) {
      CHECK(reply.status == 500);
      CHECK(reply.text.find("<html>") != std::string::npos);
    } else if (kind == std::string("accept_then_close") || kind == std::string("cut_off")) {
      CHECK(reply.status == 0);
    } else if (kind == std::string("slow")) {
      CHECK(reply.body["messages"].size() == 1);
    } else {
      CHECK(reply.status == 200);
      CHECK(reply.body.is_discarded());
    }
  }
  CHECK(stand.ledger()["refused"].empty());
  CHECK(stand.get("/sim/faults").body["waiting"].empty());
}

TEST_CASE("faults: what fails before it is taken leaves no message") {
  Stand stand;
  plan(stand, {{"on", "messages"}, {"kind", "html500"}});
  CHECK(stand.send(text_to("+393330000102")).status == 500);
  plan(stand, {{"on", "messages"}, {"kind", "html500"}, {"http", 503}});
  CHECK(stand.send(text_to("+393330000102")).status == 503);
  plan(stand, {{"on", "messages"}, {"kind", "close_before_accept"}});
  CHECK(stand.send(text_to("+393330000102")).status == 0);
  plan(stand, {{"on", "messages"}, {"kind", "redirect"}, {"url", "http://127.0.0.1:9/elsewhere"}});
  const auto moved = stand.send(text_to("+393330000102"));
  CHECK(moved.status == 302);
  CHECK(moved.head.find("Location: http://127.0.0.1:9/elsewhere") != std::string::npos);
  plan(stand, {{"on", "messages"}, {"kind", "error_data_string"}});
  const auto plain = stand.send(text_to("+393330000102"));
  CHECK(plain.code() == 131026);
  CHECK(plain.body["error"]["error_data"].is_string());
  for (const int code : {4, 17, 80007, 130429, 131056}) {
    plan(stand, {{"on", "messages"},
                 {"kind", "status"},
                 {"code", code},
                 {"subcode", 7},
                 {"transient", true},
                 {"retry_after", 3}});
    const auto reply = stand.send(text_to("+393330000102"));
    CHECK(reply.status == 429);
    CHECK(reply.code() == code);
    CHECK(reply.subcode() == 7);
    CHECK(reply.body["error"]["is_transient"] == true);
    CHECK(reply.head.find("Retry-After: 3\r\n") != std::string::npos);
  }
  plan(stand,
       {{"on", "messages"}, {"kind", "status"}, {"code", 131057}, {"http", 400}, {"details", "one minute"}});
  const auto reply = stand.send(text_to("+393330000102"));
  CHECK(reply.status == 400);
  CHECK(reply.body["error"]["error_data"]["details"] == "one minute");
  CHECK(stand.accepted() == 0);
  CHECK(stand.ledger()["refused"].size() == 11);
}

TEST_CASE("faults: an answer that hangs leaves the ledger right, and others are served meanwhile") {
  Stand stand;
  plan(stand, {{"on", "messages"}, {"kind", "accept_then_hang"}});
  plan(stand, {{"on", "messages"}, {"kind", "hang_before_accept"}});
  const std::string body = text_to("+393330000102").dump();
  const std::string request = std::string("POST ") + number_path + "/messages HTTP/1.1\r\nHost: a\r\n" +
                              stand.headers() + "Content-Length: " + std::to_string(body.size()) +
                              "\r\n\r\n" + body;
  HttpClient first(parse_url(stand.graph.address())), second(parse_url(stand.graph.address()));
  first.connect();
  REQUIRE(first.send(request));
  while (stand.accepted() == 0) std::this_thread::yield();
  second.connect();
  REQUIRE(second.send(request));
  while (stand.ledger()["refused"].empty()) std::this_thread::yield();
  CHECK(stand.accepted() == 1);
  CHECK(stand.send(text_to("+393330000103")).status == 200);
  CHECK(stand.accepted() == 2);
  first.hang_up();
}

TEST_CASE("faults: a kept connection is closed before the first byte of the answer too") {
  Stand stand;
  const std::string body = text_to("+393330000102").dump();
  const std::string request = std::string("POST ") + number_path + "/messages HTTP/1.1\r\nHost: a\r\n" +
                              stand.headers() + "Content-Length: " + std::to_string(body.size()) +
                              "\r\n\r\n" + body;
  HttpClient client(parse_url(stand.graph.address()));
  client.connect();
  REQUIRE(client.send(request));
  const auto whole = client.read_answer();
  REQUIRE(whole.has_value());
  CHECK(whole->status == 200);
  plan(stand, {{"on", "messages"}, {"kind", "accept_then_close"}});
  REQUIRE(client.send(request));
  CHECK_FALSE(client.read_answer().has_value());
  CHECK(stand.accepted() == 2);
}

TEST_CASE("faults: a status comes before the answer") {
  Stand stand;
  Receiver receiver;
  stand.send_webhooks_to(receiver);
  plan(stand, {{"on", "messages"}, {"kind", "status_before_answer"}});
  const auto reply = stand.send(text_to("+393330000102"));
  CHECK(receiver.statuses().size() == 3);
  CHECK(receiver.all("statuses")[0]["id"] == reply.body["messages"][0]["id"]);
}

TEST_CASE("faults: times, after, to; one whose request is refused for itself waits; nonsense is refused") {
  Stand stand;
  plan(stand, {{"on", "messages"}, {"kind", "html500"}, {"times", 2}, {"after", 1}, {"to", "+393330000102"}});
  CHECK(stand.send(text_to("+393330000103")).status == 200);
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  CHECK(stand.send(text_to("+393330000102")).status == 500);
  CHECK(stand.send(text_to("+393330000102")).status == 500);
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  plan(stand, {{"on", "messages"}, {"kind", "accept_then_500"}});
  CHECK(stand.send(text_to("+393330000102", "")).code() == 100);
  CHECK(stand.get("/sim/faults").body["waiting"].size() == 1);
  CHECK(stand.send(text_to("+393330000102")).status == 500);
  CHECK(stand.accepted() == 4);
  plan(stand, {{"on", "media"}, {"kind", "html500"}});
  CHECK(stand.send(text_to("+393330000102")).status == 200);
  for (const Json& wrong :
       {Json{{"kind", "odd"}}, Json{{"kind", "slow"}, {"speed", 3}}, Json{{"kind", "redirect"}}})
    CHECK(stand.control("faults", {{"next", Json::array({wrong})}}).status == 400);
  stand.control("reset", Json::object());
  CHECK(stand.get("/sim/faults").body["waiting"].empty());
  CHECK(stand.accepted() == 0);
}

TEST_CASE("media: uploads are judged by type, name, size and bytes") {
  Stand stand;
  const auto code = [&](const char* type, const char* name, const std::string& bytes, const char* part = "") {
    return stand.upload(type, name, bytes, part).code();
  };
  const std::string jpeg = "\xff\xd8\xff\xe0 picture", opus = invent_bytes("audio/ogg", 400);
  CHECK(code("image/jpeg", "a.jpg", jpeg) == 0);
  CHECK(code("image/jpeg", "A.JPEG", jpeg) == 0);
  CHECK(code("image/jpeg", "a.png", jpeg) == 131053);
  CHECK(code("image/jpeg", "a", jpeg) == 131053);
  CHECK(code("image/png", "a.png", jpeg) == 131053);
  CHECK(code("image/jpeg", "a.jpg", "") == 131053);
  CHECK(code("image/gif", "a.gif", "GIF89a") == 100);
  CHECK(code("audio/opus", "a.opus", opus) == 100);
  CHECK(code("audio/ogg; codecs=opus", "a.ogg", opus) == 0);
  CHECK(code("audio/ogg", "a.mp4", opus) == 131053);
  CHECK(code("audio/ogg", "a.ogg", "OggS vorbis") == 131053);
  CHECK(code("image/jpeg", "a.jpg", jpeg, "image/png") == 100);
  CHECK(code("image/jpeg", "", jpeg) == 100);
  CHECK(code("image/jpeg", "a.jpg", jpeg + std::string(5 << 20, 'x')) == 131053);
  CHECK(code("application/pdf", "a.pdf", "%PDF" + std::string(6 << 20, 'x')) == 0);
  CHECK(stand.call("POST", std::string(number_path) + "/media", "{}").code() == 100);
  CHECK(stand
            .call("POST", std::string(number_path) + "/media", "--b0\r\nbroken",
                  "multipart/form-data; boundary=b0")
            .code() == 100);
  CHECK(stand.ledger()["uploads"].size() == 4);
}

TEST_CASE("media: sent only as what it is, and for thirty days") {
  Stand stand;
  const std::string picture = stand.upload("image/png", "a.png", "\x89PNG rest").body["id"];
  const std::string voice = stand.upload("audio/ogg", "a.ogg", invent_bytes("audio/ogg", 99)).body["id"];
  const std::string song = stand.upload("audio/mpeg", "a.mp3", "ID3").body["id"];
  const auto send = [&](const char* kind, const Json& content) {
    return stand.send(
        {{"messaging_product", "whatsapp"}, {"to", "+393330000102"}, {"type", kind}, {kind, content}});
  };
  CHECK(send("image", {{"id", picture}, {"caption", "Via Roma"}}).status == 200);
  CHECK(stand.ledger()["messages"][0]["media_id"] == picture);
  CHECK(stand.ledger()["messages"][0]["text"] == "Via Roma");
  CHECK(send("document", {{"id", picture}, {"filename", "a.png"}}).status == 200);
  CHECK(send("video", {{"id", picture}}).code() == 131053);
  CHECK(send("audio", {{"id", voice}, {"voice", true}}).status == 200);
  CHECK(send("audio", {{"id", song}, {"voice", true}}).code() == 131053);
  CHECK(send("audio", {{"id", song}}).status == 200);
  stand.control("clock", {{"advance", 30 * day}});
  CHECK(send("image", {{"id", picture}}).code() == 131009);
  CHECK(stand.get("/v26.0/" + picture).subcode() == 33);
}

TEST_CASE(
    "media: a citizen's picture is resolved, fetched with the token, and its address dies in five minutes") {
  Stand stand;
  const auto written =
      stand.control("inbound", {{"from", "393330000102"}, {"image", {{"size", 5000}, {"caption", "Buca"}}}});
  const std::string id = written.body["media_id"];
  const auto address = stand.get("/v26.0/" + id + "?phone_number_id=106540352242922").body;
  CHECK(address["file_size"] == 5000);
  CHECK(address["mime_type"] == "image/jpeg");
  const std::string url = address["url"];
  CHECK(url.rfind(stand.media.address() + "/", 0) == 0);
  const auto bytes = stand.fetch(url);
  CHECK(bytes.status == 200);
  CHECK(bytes.text.size() == 5000);
  CHECK(base64(sha256(bytes.text)) == address["sha256"]);
  CHECK(bytes.head.find("Content-Type: image/jpeg") != std::string::npos);
  CHECK(stand.fetch(url, "Range: bytes=10-19\r\n").text == bytes.text.substr(10, 10));
  CHECK(stand.fetch(url, "Range: bytes=4990-\r\n").status == 206);
  CHECK(stand.get("/v26.0/" + id + "?phone_number_id=5").subcode() == 33);
  CHECK(stand.fetch(url + "0").status == 404);
  stand.token = "";
  CHECK(stand.fetch(url).status == 401);
  stand.token = "test-token";
  stand.control("clock", {{"advance", 300}});
  CHECK(stand.fetch(url).status == 404);
  CHECK(stand.fetch(stand.get("/v26.0/" + id).body["url"]).status == 200);
  CHECK(stand.call("DELETE", "/v26.0/" + id, "", "").body == Json{{"success", true}});
  CHECK(stand.get("/v26.0/" + id).subcode() == 33);
  CHECK(stand.ledger()["downloads"].size() == 7);
  const std::string late =
      stand.control("inbound", {{"from", "393330000102"}, {"voice", true}}).body["media_id"];
  stand.control("clock", {{"advance", 7 * day}});
  CHECK(stand.get("/v26.0/" + late).subcode() == 33);
}

TEST_CASE("media: addresses and bytes go wrong on demand") {
  Stand stand;
  const std::string id =
      stand.control("inbound", {{"from", "393330000102"}, {"document", {{"size", 900}}}}).body["media_id"];
  const auto good = stand.get("/v26.0/" + id).body;
  const std::string url = good["url"];
  const auto resolve = [&](const char* kind) {
    plan(stand, {{"on", "media"}, {"kind", kind}});
    return stand.get("/v26.0/" + id).body;
  };
  const auto fetch = [&](const char* kind) {
    plan(stand, {{"on", "bytes"}, {"kind", kind}, {"url", "http://127.0.0.1:9/x"}});
    return stand.fetch(url);
  };
  CHECK(resolve("wrong_length")["file_size"] == 901);
  CHECK(resolve("wrong_sha")["sha256"] != good["sha256"]);
  CHECK(stand.fetch(resolve("expire_url")["url"]).status == 404);
  CHECK(fetch("wrong_length").text.size() == 899);
  CHECK(base64(sha256(fetch("wrong_sha").text)) != good["sha256"]);
  CHECK(fetch("expire_url").status == 404);
  CHECK(fetch("cut_off").status == 0);
  CHECK(fetch("html500").status == 500);
  CHECK(fetch("redirect").status == 302);
  CHECK(stand.fetch(url).text.size() == 900);
}
