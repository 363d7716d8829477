// Strangers who drip, hold on, or write requests that two readers end in two places: they must not shut out
// who delivers.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

#include <urp/error.hpp>

#include "test_server.hpp"

using namespace urp;

namespace {

int status_of(const std::optional<sim::Answer>& answer) {
  return answer ? answer->status : 0;
}

/// Sends one byte again and again until the other side has had enough; five seconds at most.
bool is_cut_off(sim::HttpClient& client) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (std::chrono::steady_clock::now() < until) {
    if (!client.send("x")) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("strangers: a head and a body that drip have a deadline, however often a byte comes") {
  TestServer test({.deadline = 1});
  auto head = test.client();
  head->send("POST /webhook HTTP/1.1\r\nX-Slow: ");
  auto body = test.client();
  body->send("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
  CHECK(is_cut_off(*head));
  CHECK(is_cut_off(*body));
  CHECK(eventually([&] { return test.refused(408) == 1; }));  // of the other no head ever came
  CHECK(test.post("quick") == 200);
}

TEST_CASE("strangers: who waits for a commit is not late") {
  TestServer test({.deadline = 1});
  test.gate.close();
  auto waiting = test.posted("kept");
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  auto dripping = test.client();
  dripping->send("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
  CHECK(is_cut_off(*dripping));  // so more than the deadline has gone by
  test.gate.open();
  CHECK(status_of(waiting->read_answer()) == 200);
}

TEST_CASE("strangers: beyond the limit of connections the one goes that kept us waiting for longest") {
  TestServer test({.connection_limit = 8});
  test.gate.close();
  auto waiting = test.posted("first of all");  // owed an answer: it stays
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  std::vector<std::unique_ptr<sim::HttpClient>> dripping;
  for (int i = 0; i < 100; ++i) {
    dripping.push_back(test.client());
    dripping.back()->send("POST /webhook HTTP/1.1\r\nX-Slow: ");
  }
  auto delivering = test.posted("real");
  test.gate.open();
  CHECK(status_of(delivering->read_answer()) == 200);
  CHECK(status_of(waiting->read_answer()) == 200);
  CHECK(dripping.front()->at_end());
}

TEST_CASE("strangers: the memory for bodies is bounded, and the oldest unfinished one makes room") {
  TestServer test({.body_limit = 1000});  // 64 times that for all
  std::vector<std::unique_ptr<sim::HttpClient>> hanging;
  for (int i = 0; i < 70; ++i) {
    hanging.push_back(test.client());
    hanging.back()->send("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" +
                         std::string(999, 'x'));
    REQUIRE(test.settled());
  }
  CHECK(test.post(std::string(900, 'y')) == 200);
  CHECK(hanging.front()->at_end());
  hanging.back()->send("x");
  CHECK(status_of(hanging.back()->read_answer()) == 200);
}

TEST_CASE(
    "strangers: a request whose end two readers could see in two places is refused, and the line is closed") {
  TestServer test;
  const std::string start = "POST /webhook HTTP/1.1\r\nHost: x\r\n";
  const std::string chunk = "2\r\nhi\r\n0\r\n\r\n";
  for (const std::string& bytes : {
           start + "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
           start + "Transfer-Encoding: chunked\r\nContent-Length: 12\r\n\r\n" + chunk,
           start + "Content-Length: 2\r\nContent-Length: 5\r\n\r\nhello",
           start + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
           start + "Content-Length : 2\r\n\r\nhi",
           start + "Content Length: 2\r\nContent-Length: 2\r\n\r\nhi",
           start + "X: a\rContent-Length: 5\r\nContent-Length: 2\r\n\r\nhi",
           start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunk,
           start + "Transfer-Encoding: xchunked\r\n\r\n" + chunk,
           start + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk,
           start + "Transfer-Encoding: identity\r\n\r\n" + chunk,
           "POST /webhook HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
       }) {
    CAPTURE(bytes);
    auto client = test.client();
    client->send(bytes);
    const auto answer = client->read_answer();
    CHECK((!answer || answer->status == 400));
    CHECK(client->at_end());
  }
  // Where the server sees no body, what follows is no request of its own either.
  for (const std::string& bytes :
       {start + "\r\n" + start + "Content-Length: 2\r\n\r\nhi", start + "Content-Length:\r\n 2\r\n\r\nhi",
        start + ": x\r\nContent-Length: 2\r\n\r\nhi"}) {
    CAPTURE(bytes);
    auto client = test.client();
    client->send(bytes);
    CHECK(client->read_answer().value_or(sim::Answer{}).status == 411);
    CHECK(client->at_end());
  }
  CHECK(test.prepared() == 0);
  CHECK(test.post("well formed") == 200);
}

TEST_CASE("strangers: what is refused is told, each with its status") {
  TestServer test({.body_limit = 10});
  CHECK(test.post(std::string(11, 'x')) == 413);
  CHECK(test.post("fits") == 200);
  CHECK(test.refused(413) == 1);
  CHECK(test.refused(200) == 0);
}

TEST_CASE("socket: a path is for the proxy alone; what a killed run left is taken over, and nothing else") {
  char folder[] = "/tmp/urp-socket-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const std::string path = std::string(folder) + "/webhook";
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  std::memcpy(at.sun_path, path.c_str(), path.size());
  const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(left, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
  ::close(left);
  {
    TestServer test({.address = "unix:" + path});
    CHECK(test.server->port() == 0);
    struct stat file {};
    REQUIRE(::stat(path.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0660);
    const int caller = ::socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(::connect(caller, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    const std::string bytes = post_bytes("by the path");
    REQUIRE(::send(caller, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    char answer[64] = {};
    CHECK(::recv(caller, answer, sizeof answer - 1, 0) > 0);
    CHECK(std::string(answer).starts_with("HTTP/1.1 200 "));
    ::close(caller);
    CHECK_THROWS_WITH_AS(TestServer({.address = "unix:" + path}),
                         doctest::Contains("another program listens"), Error);
  }
  CHECK_FALSE(std::filesystem::exists(path));
  { const auto file = std::unique_ptr<FILE, int (*)(FILE*)>(std::fopen(path.c_str(), "w"), &std::fclose); }
  CHECK_THROWS_WITH_AS(TestServer({.address = "unix:" + path}),
                       doctest::Contains("something else stands there"), Error);
  CHECK(std::filesystem::is_regular_file(path));
  CHECK_THROWS_WITH_AS(TestServer({.address = "unix:" + std::string(folder)}),
                       doctest::Contains("something else stands there"), Error);
  CHECK_THROWS_AS(TestServer({.address = "unix:" + path + "/deeper"}), Error);
  std::filesystem::remove_all(folder);
}
