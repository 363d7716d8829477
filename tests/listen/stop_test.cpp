#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "test_server.hpp"

using namespace urp;

namespace {

bool refused(const TestServer& test) {
  try {
    test.client();
  } catch (const sim::Unreachable&) {
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("stop: everything in flight is answered first") {
  TestServer test;
  test.gate.close();
  auto committing = test.posted("committing");
  REQUIRE(eventually([&] { return test.groups().size() == 1; }));
  auto waiting = test.posted("waiting");
  REQUIRE(test.queued(2));
  auto sending = test.client();
  const std::string bytes = post_bytes("sending");
  sending->send(bytes.substr(0, bytes.size() - 1));
  auto kept = test.client();
  kept->send(
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n");  // once it is answered, what was sent before it has been read
  REQUIRE(kept->read_answer());

  std::atomic<bool> ended = false;
  std::thread stopping([&] {
    test.server->stop();
    ended = true;
  });
  REQUIRE(eventually([&] { return refused(test); }));
  CHECK_FALSE(ended);
  kept->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");  // begun too late
  CHECK(kept->read_answer().value_or(sim::Answer{}).status == 503);
  sending->send(bytes.substr(bytes.size() - 1));
  REQUIRE(eventually([&] { return test.prepared() == 3; }));
  test.gate.open();
  CHECK(committing->read_answer().value_or(sim::Answer{}).body == "kept committing");
  CHECK(waiting->read_answer().value_or(sim::Answer{}).body == "kept waiting");
  const auto last = sending->read_answer();
  REQUIRE(last);
  CHECK(last->body == "kept sending");
  CHECK(last->closes);
  stopping.join();
  CHECK(ended);
  test.server->stop();
  CHECK(test.groups().back().back() == "sending");
}

TEST_CASE("stop: with idle connections it ends at once") {
  TestServer test;
  auto silent = test.client();
  auto used = test.posted("one");
  REQUIRE(used->read_answer());
  const auto start = std::chrono::steady_clock::now();
  test.server->stop();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  CHECK(silent->at_end());
  CHECK(used->at_end());
}

TEST_CASE("stop: under load every body that was committed is answered") {
  TestServer test;
  std::atomic<int> answered = 0;
  std::atomic<bool> over = false;
  std::vector<std::thread> senders;
  for (int i = 0; i < 8; ++i) {
    senders.emplace_back([&] {
      try {
        auto client = test.client();
        while (!over) {
          client->send(post_bytes("x"));
          const auto answer = client->read_answer();
          if (!answer || answer->status != 200) break;
          ++answered;
        }
      } catch (const sim::Unreachable&) {
        // the server had stopped before this one called
      }
    });
  }
  CHECK(eventually([&] { return answered > 200; }));
  test.server->stop();
  over = true;
  for (auto& sender : senders) sender.join();
  int committed = 0;
  for (const auto& group : test.groups()) committed += static_cast<int>(group.size());
  CHECK(committed == answered);
}
