#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "bodies.hpp"
#include "test_server.hpp"

namespace {

struct Scratch {
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "urp-post-XXXXXX").string();
    folder = mkdtemp(pattern.data());
  }
  ~Scratch() { std::filesystem::remove_all(folder); }
  std::filesystem::path folder;

  std::string read(const std::string& name) const {
    std::ifstream stream(folder / name);
    std::stringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
  }
  /// Exit status; what it printed is in the file "out".
  int post(const std::string& arguments) const {
    const std::string command = "cd " + folder.string() + " && " URP_POST " " + arguments + " > out 2> err";
    return WEXITSTATUS(std::system(command.c_str()));
  }
};

std::string url(const TestServer& test) {
  return "--url http://127.0.0.1:" + std::to_string(test.server->port()) + "/webhook ";
}

}  // namespace

TEST_CASE("urp-post: signatures are those of the provider") {
  CHECK(sim::sign("test-app-secret", R"({"object":"whatsapp_business_account"})") ==
        "sha256=b6978b21c4467654c466607663db9b43fae44b71083568df403e0a077089208e");
  CHECK(
      sim::sign("test_app_secret",
                R"({"object":"whatsapp_business_account","entry":[],"x":"perch\u00e9 \ud83d\ude00 a\/b"})") ==
      "sha256=f5e41faeb2824f944e45d8f6428486f6249d1b2e8aba9fd91d1ad6eb13af060b");
}

TEST_CASE("urp-post: made-up bodies are JSON in ASCII, differ, and are the same again") {
  const sim::Generator wishes{.count = 500, .from = 10, .seed = 7, .people = 20, .at = 1764000000};
  const auto source = sim::generate(wishes);
  REQUIRE(source.count == 500);
  std::set<std::string> ids, phones, texts;
  bool escaped = false;
  for (std::size_t i = 0; i < source.count; ++i) {
    const auto body = source.make(i);
    REQUIRE(body.bytes == sim::generate(wishes).make(i).bytes);
    REQUIRE(std::all_of(body.bytes.begin(), body.bytes.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    escaped = escaped || body.bytes.find("\\u00e8") != std::string::npos;
    const auto message = nlohmann::json::parse(body.bytes)["entry"][0]["changes"][0]["value"]["messages"][0];
    CHECK(message["timestamp"] == "1764000000");
    CHECK(message["id"] == body.name);
    ids.insert(message["id"]);
    phones.insert(message["from"]);
    texts.insert(message["text"]["body"]);
  }
  CHECK(source.make(0).name == "wamid.GEN7-10");
  CHECK(ids.size() == 500);
  CHECK(phones.size() == 20);
  CHECK(*phones.begin() == "393330000000");
  CHECK(texts.size() > 100);
  CHECK(escaped);
}

TEST_CASE("urp-post: members are changed by the end of their path") {
  const std::string bytes = R"({"id":"a","messages":[{"id":"b","n":1,"text":"\u00e9"}]})";
  CHECK(sim::apply_changes(bytes, {sim::parse_change("messages.id=w-{i}"), sim::parse_change("n=2")}, 5) ==
        R"({"id":"a","messages":[{"id":"w-5","n":2,"text":"\u00e9"}]})");
  CHECK_THROWS_AS(sim::parse_change("no equals sign"), std::invalid_argument);
  CHECK_THROWS_AS(sim::apply_changes("{", {}, 0), std::runtime_error);
}

TEST_CASE("urp-post: what was answered is printed, logged and told by the exit status") {
  const Scratch scratch;
  TestServer test;
  test.fail_at(R"({"bad":1})");
  std::ofstream(scratch.folder / "lines") << "{\"good\":1}\n{\"bad\":1}\n{\"good\":2}\n";
  CHECK(scratch.post(url(test) + "--log kept --lines lines") == 1);
  CHECK(scratch.read("out") == "200 1\n503 2\n200 3\n");
  CHECK(scratch.read("kept") == "1\n3\n");
  CHECK(scratch.post(url(test) + "--generate 40 --connections 4 --summary --seed 3 --log kept") == 0);
  CHECK(scratch.read("out").rfind("200 40\nseconds ", 0) == 0);
  CHECK(scratch.read("kept").find("wamid.GEN3-39\n") != std::string::npos);
  CHECK(scratch.post(url(test) + "--handshake test-token 'a b+c'") == 1);  // this server answers 203
  CHECK(scratch.read("out").find("hub.challenge=a b+c\nhub.verify_token=test-token\n") != std::string::npos);
  test.server->stop();
  CHECK(scratch.post(url(test) + "lines") == 75);
  CHECK(scratch.post("--no-such-option") == 2);
}
