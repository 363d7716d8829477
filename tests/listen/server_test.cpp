#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <urp/error.hpp>

#include "test_server.hpp"

using namespace urp;

namespace {

using Groups = std::vector<std::vector<std::string>>;

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string chunked(const std::string& body, std::size_t chunk) {
  std::string bytes = "POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t at = 0; at < body.size(); at += chunk) {
    const auto piece = body.substr(at, chunk);
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    bytes += size + piece + "\r\n";
  }
  return bytes + "0\r\n\r\n";
}

using Steady = std::chrono::steady_clock;
constexpr std::chrono::milliseconds quiet{900};

/// Between two answers of so many bodies, one after the other; nothing when one is not answered 200.
std::optional<Steady::duration> longest_pause(sim::HttpClient& client, int bodies) {
  Steady::duration longest{};
  for (int i = 0; i < bodies; ++i) {
    const auto start = Steady::now();
    client.send(post_bytes("x"));
    if (client.read_answer().value_or(sim::Answer{}).status != 200) return std::nullopt;
    longest = std::max(longest, Steady::now() - start);
  }
  return longest;
}

Fault fault_of(const std::function<void()>& call, std::string* what = nullptr) {
  try {
    call();
  } catch (const Error& error) {
    if (what != nullptr) *what = std::string(error.what()) + " / " + error.hint();
    return error.fault();
  }
  return Fault::interrupted;  // nothing was thrown
}

}  // namespace

TEST_CASE("server: a request arrives whole, decoded, and is answered at once") {
  TestServer test;
  auto client = test.client();
  client->send(
      "GET /web%20hook?hub.mode=subscribe&hub.challenge=a%2Bb+c%26&flag HTTP/1.1\r\nHost: x\r\n"
      "X-Hub-Signature-256: first\r\nx-hub-signature-256: second\r\n\r\n");
  const auto answer = client->read_answer();
  REQUIRE(answer);
  CHECK(answer->status == 203);
  CHECK(contains(answer->head, "Content-Type: text/plain\r\n"));
  CHECK(answer->body ==
        "GET /web hook\nhub.mode=subscribe\nhub.challenge=a+b c&\nflag=\nhost: x\nx-hub-signature-256: "
        "first\n");
  CHECK(test.groups().empty());
}

TEST_CASE("server: every method reaches prepare") {
  TestServer test;
  for (const std::string method : {"PUT", "DELETE", "OPTIONS", "PATCH", "BREW"}) {
    auto client = test.client();
    client->send(method + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client->read_answer().value_or(sim::Answer{}).body == method + " /\nhost: x\n");
  }
}

TEST_CASE("server: what waits during a commit is the next group, and each has its own answer") {
  TestServer test;
  test.gate.close();
  auto first = test.posted("one");
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  std::vector<std::unique_ptr<sim::HttpClient>> others;
  for (const std::string body : {"two", "three", "four"}) {
    others.push_back(test.posted(body));
    REQUIRE(test.queued(static_cast<int>(others.size()) + 1));
  }
  test.gate.open();
  CHECK(first->read_answer().value_or(sim::Answer{}).body == "kept one");
  CHECK(others[0]->read_answer().value_or(sim::Answer{}).body == "kept two");
  CHECK(others[1]->read_answer().value_or(sim::Answer{}).body == "kept three");
  const auto last = others[2]->read_answer();
  REQUIRE(last);
  CHECK(last->body == "kept four");
  CHECK_FALSE(contains(last->head, "Content-Type"));
  CHECK(test.groups() == Groups{{"one"}, {"two", "three", "four"}});
}

TEST_CASE("server: nobody is answered before the commit is done") {
  TestServer test;
  test.gate.close();
  std::atomic<int> status = -1;
  std::thread sender([&] { status = test.post("one"); });
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  CHECK(status == -1);
  test.gate.open();
  sender.join();
  CHECK(status == 200);
}

TEST_CASE("server: a connection is kept, and requests sent ahead are answered in order") {
  TestServer test;
  auto client = test.client();
  client->send(post_bytes("one") + "GET /two HTTP/1.1\r\nHost: x\r\n\r\n" + post_bytes("three") +
               post_bytes(""));
  CHECK(client->read_answer().value_or(sim::Answer{}).body == "kept one");
  CHECK(client->read_answer().value_or(sim::Answer{}).body == "GET /two\nhost: x\n");
  CHECK(client->read_answer().value_or(sim::Answer{}).body == "kept three");
  CHECK(client->read_answer().value_or(sim::Answer{}).body == "kept ");
  client->send(post_bytes("five"));
  CHECK(client->read_answer().value_or(sim::Answer{}).body == "kept five");
}

TEST_CASE("server: a body that says it is too long is refused before it is sent") {
  TestServer test({.body_limit = 1000});
  auto client = test.client();
  client->send("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
  CHECK(client->read_answer().value_or(sim::Answer{}).status == 413);
  CHECK(client->at_end());
  auto absurd = test.client();
  absurd->send("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551610\r\n\r\n");
  CHECK(absurd->read_answer().value_or(sim::Answer{}).status >= 400);
  CHECK(test.post(std::string(1000, 'x')) == 200);
  CHECK(test.prepared() == 1);
}

TEST_CASE("server: a chunked body over the limit is read away and refused, and far over it is cut") {
  TestServer test({.body_limit = 1000});
  auto right = test.client();
  right->send(chunked(std::string(1000, 'x'), 300));
  CHECK(right->read_answer().value_or(sim::Answer{}).status == 200);
  auto over = test.client();
  over->send(chunked(std::string(1001, 'x'), 300));
  CHECK(over->read_answer().value_or(sim::Answer{}).status == 413);
  auto far_over = test.client();
  far_over->send(chunked(std::string(100'000, 'x'), 300));
  CHECK_FALSE(far_over->read_answer());
  CHECK(test.prepared() == 1);
}

TEST_CASE("server: a body of three megabytes arrives byte by byte as it was sent") {
  TestServer test;
  std::string body(3'000'000, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 31 >> 3);
  CHECK(test.post(body) == 200);
  REQUIRE(test.groups().size() == 1);
  CHECK(test.groups()[0][0] == body);
}

TEST_CASE("server: a client that dawdles holds up nobody") {
  TestServer test;
  auto slow = test.client();
  const std::string bytes = post_bytes("slow");
  slow->send(bytes.substr(0, bytes.size() - 2));
  auto silent = test.client();
  for (int i = 0; i < 20; ++i) CHECK(test.post("quick") == 200);
  slow->send(bytes.substr(bytes.size() - 2));
  CHECK(slow->read_answer().value_or(sim::Answer{}).body == "kept slow");
}

TEST_CASE("server: what finds the queue full is answered 503 and may try again") {
  TestServer test({.queue_limit = 2});
  test.gate.close();
  auto first = test.posted("one");
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  auto second = test.posted("two");
  REQUIRE(test.queued(2));
  auto third = test.posted("three");
  REQUIRE(test.queued(3));
  auto client = test.posted("four");
  const auto refused = client->read_answer();
  REQUIRE(refused);
  CHECK(refused->status == 503);
  CHECK(contains(refused->head, "Retry-After: "));
  test.gate.open();
  for (auto* waiting : {first.get(), second.get(), third.get()}) {
    CHECK(waiting->read_answer().value_or(sim::Answer{}).status == 200);
  }
  client->send(post_bytes("four"));
  CHECK(client->read_answer().value_or(sim::Answer{}).status == 200);
}

TEST_CASE("server: a commit that fails is 503 for its group, and the next is committed") {
  TestServer test;
  test.fail_at("fails");
  test.gate.close();
  auto first = test.posted("right");
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  auto second = test.posted("fails");
  REQUIRE(test.queued(2));
  auto third = test.posted("falls with it");
  REQUIRE(test.queued(3));
  test.gate.open();
  CHECK(first->read_answer().value_or(sim::Answer{}).status == 200);
  CHECK(second->read_answer().value_or(sim::Answer{}).status == 503);
  CHECK(third->read_answer().value_or(sim::Answer{}).status == 503);
  CHECK(test.post("right again") == 200);
  test.answer_too_few = true;
  CHECK(test.post("an answer is missing") == 503);
}

TEST_CASE("server: a request that cannot be prepared is 503, and the next is served") {
  TestServer test;
  CHECK(test.post("cannot be prepared") == 503);
  CHECK(test.post("right") == 200);
}

TEST_CASE("server: a client that hangs up while its commit runs is forgotten") {
  TestServer test;
  test.gate.close();
  test.posted("one")->hang_up();
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  test.gate.open();
  CHECK(test.post("two") == 200);
  CHECK(test.groups() == Groups{{"one"}, {"two"}});
}

TEST_CASE("server: a hundred connections are answered, each with its own body") {
  TestServer test;
  test.gate.close();
  std::vector<std::unique_ptr<sim::HttpClient>> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(test.posted(std::to_string(i)));
  REQUIRE(test.queued(100));
  test.gate.open();
  int right = 0;
  for (int i = 0; i < 100; ++i) {
    if (clients[i]->read_answer().value_or(sim::Answer{}).body == "kept " + std::to_string(i)) ++right;
  }
  CHECK(right == 100);
  CHECK(test.groups().size() <= 3);
}

TEST_CASE("server: idle work waits for a quiet second, then is done until there is none left") {
  std::mutex mutex;
  std::vector<Steady::time_point> calls;
  TestServer test({}, [&] {
    const std::lock_guard lock(mutex);
    calls.push_back(Steady::now());
    return calls.size() % 3 != 0;
  });
  const auto called = [&] {
    const std::lock_guard lock(mutex);
    return calls.size();
  };
  auto client = test.client();
  const auto pause = longest_pause(*client, 50);
  REQUIRE(pause);
  CHECK((called() == 0 || *pause > quiet));  // on a machine that stalls, a pause is a quiet second
  const auto before_last = Steady::now();
  REQUIRE(test.post("the last") == 200);
  const auto so_far = called();
  REQUIRE(eventually([&] { return called() >= so_far + 4; }));
  const std::lock_guard lock(mutex);
  CHECK(calls[so_far] - before_last > quiet);
  if (so_far == 0) {
    CHECK(calls[2] - calls[0] < quiet);
    CHECK(calls[3] - calls[2] > quiet);
  }
}

TEST_CASE("server: idle work without end gives way to each body after one call") {
  std::atomic<int> calls = 0;
  TestServer test({}, [&] {
    if (++calls == 1) throw std::runtime_error("the index is locked");
    std::this_thread::yield();
    return true;
  });
  REQUIRE(eventually([&] { return calls > 1; }));
  CHECK(test.post("now") == 200);
}

TEST_CASE("server: under load that never pauses, idle work has its turn after 2,048 bodies") {
  std::atomic<int> calls = 0;
  TestServer test({}, [&] {
    ++calls;
    return false;
  });
  auto client = test.client();
  const auto pause = longest_pause(*client, 2047);
  REQUIRE(pause);
  CHECK((calls == 0 || *pause > quiet));
  REQUIRE(longest_pause(*client, 2));
  CHECK(calls >= 1);
}

TEST_CASE("server: IPv6 has its loopback too") {
  TestServer test({.address = "::1"});
  sim::HttpClient client({"::1", std::to_string(test.server->port()), "/"});
  const auto answer = client.request("GET", "/", "", "");
  REQUIRE(answer);
  CHECK(answer->status == 203);
}

TEST_CASE("server: an address that cannot be had is named, with what to do") {
  TestServer test;
  std::string what;
  ServerSettings same{.port = test.server->port()};
  CHECK(fault_of([&] { TestServer second(same); }, &what) == Fault::busy);
  CHECK(contains(what, "127.0.0.1:" + std::to_string(same.port)));
  CHECK(contains(what, "[listen] port"));
  CHECK(fault_of([] { TestServer named({.address = "localhost"}); }, &what) == Fault::configuration);
  CHECK(contains(what, "\"localhost\""));
  CHECK(fault_of([] { TestServer foreign({.address = "192.0.2.1"}); }) == Fault::configuration);
  CHECK(fault_of([] { TestServer none({.port = 65536}); }) == Fault::configuration);
}
