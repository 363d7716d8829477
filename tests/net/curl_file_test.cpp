// Bodies that go to files and come from files.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "domain/transport.hpp"
#include "net/curl_transport.hpp"
#include "scripted_server.hpp"

using namespace urp;
using Kind = RequestOutcome::Kind;
using Then = ScriptedAnswer::Then;
namespace fs = std::filesystem;

namespace {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "urp-net-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~ScratchFolder() { fs::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

ByteSource source_of(const std::string& bytes) {
  return {static_cast<std::int64_t>(bytes.size()),
          [bytes](std::int64_t offset, char* buffer, std::size_t size) {
            return static_cast<std::ptrdiff_t>(bytes.copy(buffer, size, static_cast<std::size_t>(offset)));
          }};
}

RequestOutcome save(const ScriptedAnswer& answer, const std::string& path, std::int64_t limit = 1 << 20) {
  ScriptedServer server([&](const SeenRequest&) { return answer; });
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest request;
  request.url = server.url("/attachment");
  request.save_to = path;
  request.size_limit = limit;
  request.timeout = std::chrono::seconds(10);
  return perform(transport, request);
}

}  // namespace

TEST_CASE("saving: a whole answer goes to a file made anew, and not to memory") {
  const ScratchFolder folder;
  const std::string path = folder.file("voice.ogg"), bytes = std::string(
                                                                 "\0\xff"
                                                                 "ogg",
                                                                 5) +
                                                             std::string(100'000, 'a');
  write(folder.file("elsewhere"), "precious");
  fs::create_symlink(folder.file("elsewhere"), path);
  const auto before = ::umask(0077);
  const auto outcome = save({http_answer(200, bytes), Then::keep}, path);
  ::umask(before);
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.body.empty());
  CHECK(outcome.answer.size == static_cast<std::int64_t>(bytes.size()));
  CHECK(content(path) == bytes);
  CHECK(fs::is_regular_file(fs::symlink_status(path)));
  CHECK(content(folder.file("elsewhere")) == "precious");
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("saving: an empty body is an empty file") {
  const ScratchFolder folder;
  const auto outcome = save({http_answer(200, ""), Then::keep}, folder.file("empty"));
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(fs::file_size(folder.file("empty")) == 0);
}

TEST_CASE("saving: an error is told from memory and leaves no file") {
  const ScratchFolder folder;
  const auto outcome = save({http_answer(404, R"({"error":{"code":100}})"), Then::keep}, folder.file("a"));
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.status == 404);
  CHECK(outcome.answer.body == R"({"error":{"code":100}})");
  CHECK_FALSE(fs::exists(folder.file("a")));
}

TEST_CASE("saving: half a body leaves no file, nor does one beyond the limit") {
  const ScratchFolder folder;
  const auto half =
      save({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", Then::close}, folder.file("a"));
  CHECK(half.kind == Kind::lost);
  const auto large = save({"HTTP/1.1 200 OK\r\n\r\n12345", Then::close}, folder.file("b"), 4);
  CHECK(large.kind == Kind::lost);
  CHECK(large.why == "too large");
  CHECK_FALSE(fs::exists(folder.file("a")));
  CHECK_FALSE(fs::exists(folder.file("b")));
}

TEST_CASE("saving: a file that cannot be made or filled is said by name of the fault") {
  const ScratchFolder folder;
  ScriptedServer server([](const SeenRequest&) { return ScriptedAnswer{http_answer(200, "x"), Then::keep}; });
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest request;
  request.url = server.url();
  request.save_to = folder.file("missing/a");
  const auto outcome = perform(transport, request);
  CHECK(outcome.kind == Kind::not_sent);
  CHECK(outcome.why == "cannot make the file to save to: No such file or directory");
  CHECK(server.seen().empty());
}

TEST_CASE("saving: a transport that ends in the middle of a body removes the file") {
  const ScratchFolder folder;
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", Then::hang};
  });
  {
    auto transport = net::curl_transport("urp/test");
    OutgoingRequest request;
    request.url = server.url();
    request.save_to = folder.file("a");
    transport.start(1, request);
    for (int polls = 0; fs::exists(folder.file("a")) ? fs::file_size(folder.file("a")) < 5 : true; ++polls) {
      REQUIRE(polls < 1000);
      REQUIRE(transport.poll(std::chrono::milliseconds(10)).empty());
    }
  }
  CHECK_FALSE(fs::exists(folder.file("a")));
}

TEST_CASE("upload: fields and file go out as one multipart body of known length") {
  const std::string bytes = "OggS" + std::string(70'000, '\x01') + "\r\n--not-a-boundary\r\n";
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, R"({"id":"5"})"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest request;
  request.method = "POST";
  request.url = server.url("/v26.0/1/media");
  request.headers = {{"Authorization", "Bearer test-token"}};
  request.upload = {{{{"messaging_product", "whatsapp"}, {"type", "audio/ogg"}},
                     source_of(bytes),
                     "nota \"di\" \r\nMaria.ogg",
                     "audio/ogg"}};
  const auto outcome = perform(transport, request);
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.body == R"({"id":"5"})");

  REQUIRE(server.seen().size() == 1);
  const auto seen = server.seen().front();
  CHECK(seen.header("authorization") == "Bearer test-token");
  CHECK(seen.header("expect").empty());
  const std::string type = seen.header("content-type");
  const std::string start = "multipart/form-data; boundary=";
  REQUIRE(type.starts_with(start));
  const std::string boundary = "--" + type.substr(start.size());
  const std::string field = "\r\nContent-Disposition: form-data; name=";
  CHECK(seen.body == boundary + field + "\"messaging_product\"\r\n\r\nwhatsapp\r\n" +  //
                         boundary + field + "\"type\"\r\n\r\naudio/ogg\r\n" +          //
                         boundary + field + "\"file\"; filename=\"nota %22di%22 %0D%0AMaria.ogg\"" +
                         "\r\nContent-Type: audio/ogg\r\n\r\n" + bytes + "\r\n" + boundary + "--\r\n");
}

TEST_CASE("upload: a file that cannot be read to its end is no upload") {
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest request;
  request.method = "POST";
  request.url = server.url();
  const ByteSource broken{100'000, [](std::int64_t, char*, std::size_t) -> std::ptrdiff_t { return -1; }};
  request.upload = {{{}, broken, "a.ogg", "audio/ogg"}};
  const auto outcome = perform(transport, request);
  CHECK(outcome.kind != Kind::answered);
  CHECK(outcome.why == "the file to send could not be read to its end");
  CHECK(server.seen().empty());
}
