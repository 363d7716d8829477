#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>

#include "domain/transport.hpp"
#include "net/curl_transport.hpp"
#include "scripted_server.hpp"

using namespace urp;
using Kind = RequestOutcome::Kind;
using Then = ScriptedAnswer::Then;

namespace {

constexpr const char* secret = "test-token";

OutgoingRequest post(const std::string& url, std::string body = R"({"text":"Buongiorno"})") {
  OutgoingRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Authorization", std::string("Bearer ") + secret},
                     {"Content-Type", "application/json"}};
  request.body = std::move(body);
  request.timeout = std::chrono::seconds(10);
  return request;
}

OutgoingRequest get(const std::string& url) {
  OutgoingRequest request;
  request.url = url;
  request.timeout = std::chrono::seconds(10);
  return request;
}

/// A port on which nobody listens: bound, but never listening, as long as this lives.
class ClosedPort {
 public:
  ClosedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address_), size) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address_), &size) == 0);
  }
  ~ClosedPort() { ::close(socket_); }
  std::string host() const { return "127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

 private:
  int socket_;
  sockaddr_in address_{};
};

/// What a log may never hold.
void check_discreet(const RequestOutcome& outcome) {
  CHECK(outcome.why.find(secret) == std::string::npos);
  CHECK(outcome.why.find('?') == std::string::npos);
  CHECK(outcome.why.find("Buongiorno") == std::string::npos);
  CHECK_FALSE(outcome.why.empty());
}

RequestOutcome ask_once(const ScriptedAnswer& answer,
                        std::chrono::seconds timeout = std::chrono::seconds(10)) {
  ScriptedServer server([&](const SeenRequest&) { return answer; });
  auto transport = net::curl_transport("urp/test");
  auto request = post(server.url("/v26.0/1/messages?secret=1"));
  request.timeout = timeout;
  auto outcome = perform(transport, request);
  CHECK(server.seen().size() == 1);
  return outcome;
}

}  // namespace

TEST_CASE("transport: a refused connection is certainly not sent") {
  const ClosedPort closed;
  auto transport = net::curl_transport("urp/test");
  const auto outcome = perform(transport, post("http://" + closed.host() + "/?secret=1"));
  CHECK(outcome.kind == Kind::not_sent);
  CHECK(outcome.why.find("refused") != std::string::npos);
  check_discreet(outcome);
}

TEST_CASE("transport: a host without an address is certainly not sent") {
  auto transport = net::curl_transport("urp/test");
  const auto outcome = perform(transport, post("http://nonexistent.invalid/?secret=1"));
  CHECK(outcome.kind == Kind::not_sent);
  CHECK(outcome.why.starts_with("nonexistent.invalid: "));
  check_discreet(outcome);

  // The handle is used again; its earlier fault is not told again.
  const ClosedPort closed;
  CHECK(perform(transport, post("http://" + closed.host() + "/")).why.find("refused") != std::string::npos);
  CHECK(perform(transport, post("http://nonexistent.invalid/")).why == outcome.why);
}

TEST_CASE("transport: what is no address of http, or smuggles a header, never leaves") {
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  for (const auto* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://a@127.0.0.1/", "", "127.0.0.1"}) {
    CHECK(perform(transport, get(url)).kind == Kind::not_sent);
  }
  auto smuggler = post(server.url());
  smuggler.headers.emplace_back("X-Text", "a\r\nX-Other: b");
  const auto outcome = perform(transport, smuggler);
  CHECK(outcome.kind == Kind::not_sent);
  check_discreet(outcome);
  CHECK(server.seen().empty());
}

TEST_CASE("transport: a server that speaks no TLS gets no byte of the request") {
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  auto request = post("https://127.0.0.1:" + std::to_string(server.port()) + "/");
  request.timeout = std::chrono::seconds(1);
  const auto outcome = perform(transport, request);
  CHECK(outcome.kind == Kind::not_sent);
  check_discreet(outcome);
  CHECK(server.seen().empty());
}

TEST_CASE("transport: a whole answer comes with status, headers in lower case, and body") {
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(400, R"({"error":{}})", "Retry-After: 7\r\nX-Two: a\r\nx-two:  b \r\n"),
                          Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  const auto outcome = perform(transport, post(server.url("/v26.0/1/messages")));
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.status == 400);
  CHECK(outcome.answer.body == R"({"error":{}})");
  CHECK(outcome.answer.size == 12);
  CHECK(outcome.answer.headers.at("retry-after") == "7");
  CHECK(outcome.answer.headers.at("x-two") == "a, b");

  const auto seen = server.seen();
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].head.starts_with("POST /v26.0/1/messages HTTP/1.1\r\n"));
  CHECK(seen[0].body == R"({"text":"Buongiorno"})");
  CHECK(seen[0].header("authorization") == "Bearer test-token");
  CHECK(seen[0].header("content-type") == "application/json");
  CHECK(seen[0].header("content-length") == "21");
  CHECK(seen[0].header("user-agent") == "urp/test");
  CHECK(seen[0].header("expect").empty());
  CHECK(seen[0].header("transfer-encoding").empty());
}

TEST_CASE("transport: headers of an interim answer are not those of the answer") {
  const auto outcome =
      ask_once({"HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n" + http_answer(200, "{}"), Then::keep});
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.status == 200);
  CHECK(outcome.answer.headers.count("x-early") == 0);
}

TEST_CASE("transport: a body in chunks, with a trailer, is one body") {
  const auto outcome = ask_once(
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: yes\r\n\r\n",
       Then::keep});
  REQUIRE(outcome.kind == Kind::answered);
  CHECK(outcome.answer.body == "abcde");
  CHECK(outcome.answer.headers.count("x-late") == 0);
  const auto empty =
      ask_once({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Late: yes\r\n\r\n", Then::keep});
  CHECK(empty.kind == Kind::answered);
}

TEST_CASE("transport: after the request, anything less than a whole answer is lost") {
  const std::map<std::string, ScriptedAnswer> cases = {
      {"closed before a byte", {"", Then::close}},
      {"reset before a byte", {"", Then::reset}},
      {"half a status line", {"HTTP/1.1 20", Then::close}},
      {"half the headers", {"HTTP/1.1 200 OK\r\nContent-Le", Then::close}},
      {"headers without their end", {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", Then::close}},
      {"half the body", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", Then::close}},
      {"half the body, then reset", {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", Then::reset}},
      {"half a chunk", {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", Then::close}},
      {"no last chunk", {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", Then::close}},
      {"a length that is no number", {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}", Then::close}},
      {"no HTTP at all", {"220 mail ready\r\n", Then::close}},
      {"endless headers", {"HTTP/1.1 200 OK\r\n" + std::string(200'000, 'a') + ": b\r\n\r\n", Then::close}},
  };
  for (const auto& [name, answer] : cases) {
    CAPTURE(name);
    const auto outcome = ask_once(answer);
    CHECK(outcome.kind == Kind::lost);
    check_discreet(outcome);
  }
}

TEST_CASE("transport: a server that says nothing more ends as lost, in time") {
  for (const auto* beginning : {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"}) {
    const auto outcome = ask_once({beginning, Then::hang}, std::chrono::seconds(1));
    CHECK(outcome.kind == Kind::lost);
    CHECK(outcome.why == "127.0.0.1: no whole answer within 1 s");
  }
}

TEST_CASE("transport: a kept connection that dies is lost, and the server saw the body once") {
  for (const auto how : {Then::close, Then::reset}) {
    ScriptedServer server([&](const SeenRequest& request) {
      if (request.connection == 0 && request.nth == 1) return ScriptedAnswer{"", how};
      return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
    });
    auto transport = net::curl_transport("urp/test");
    CHECK(perform(transport, post(server.url(), "first")).kind == Kind::answered);
    const auto second = perform(transport, post(server.url(), "second"));
    CHECK(second.kind == Kind::lost);
    check_discreet(second);
    // The next one makes its own connection, so that anything repeated would have arrived before it.
    CHECK(perform(transport, post(server.url(), "third")).kind == Kind::answered);
    const auto seen = server.seen();
    REQUIRE(seen.size() == 3);
    CHECK(seen[1].body == "second");
    CHECK(seen[1].connection == 0);  // it was the kept one
    CHECK(seen[2].body == "third");
    CHECK(seen[2].connection > 0);
    CHECK(server.stop_and_get_rest().empty());  // no half of a repetition
  }
}

TEST_CASE("transport: a large body on a kept connection that dies is not repeated either") {
  const std::string large(3'000'000, 'x');
  ScriptedServer server([](const SeenRequest& request) {
    if (request.nth == 1) return ScriptedAnswer{"", Then::reset};
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  CHECK(perform(transport, post(server.url(), large)).kind == Kind::answered);
  CHECK(perform(transport, post(server.url(), large)).kind == Kind::lost);
  CHECK(server.seen().size() == 2);
  CHECK(server.stop_and_get_rest().empty());
}

TEST_CASE("transport: a redirect is an answer, and the token goes nowhere else") {
  ScriptedServer elsewhere([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  ScriptedServer server([&](const SeenRequest&) {
    return ScriptedAnswer{http_answer(302, "", "Location: " + elsewhere.url("/there") + "\r\n"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  for (auto request : {post(server.url()), get(server.url())}) {
    request.headers = {{"Authorization", "Bearer test-token"}};
    const auto outcome = perform(transport, request);
    REQUIRE(outcome.kind == Kind::answered);
    CHECK(outcome.answer.status == 302);
    CHECK(outcome.answer.headers.at("location") == elsewhere.url("/there"));
  }
  CHECK(elsewhere.seen().empty());
}

TEST_CASE("transport: an answer beyond the limit is lost as too large, announced or not") {
  const std::string body(5000, 'x');
  for (const auto& bytes : {http_answer(200, body), "HTTP/1.1 200 OK\r\n\r\n" + body}) {
    ScriptedServer server([&](const SeenRequest&) { return ScriptedAnswer{bytes, Then::close}; });
    auto transport = net::curl_transport("urp/test");
    auto request = get(server.url());
    request.size_limit = 4999;
    const auto outcome = perform(transport, request);
    CHECK(outcome.kind == Kind::lost);
    CHECK(outcome.why == "too large");
    request.size_limit = 5000;
    const auto whole = perform(transport, request);
    CHECK(whole.kind == Kind::answered);
    CHECK(whole.answer.body == body);
  }
}

TEST_CASE("transport: no more are under way at once than it has connections, the next waits its turn") {
  ScriptedServer* all = nullptr;
  ScriptedServer server([&](const SeenRequest& request) {
    // Nobody is answered before all eight have arrived: one after the other would never end.
    if (request.nth == 0 && !all->wait_for(8)) return ScriptedAnswer{"", Then::close};
    return ScriptedAnswer{http_answer(200, request.body), Then::keep};
  });
  all = &server;
  auto transport = net::curl_transport("urp/test", 8);
  for (RequestId id = 1; id <= 20; ++id)
    transport.start(id, post(server.url(), "body " + std::to_string(id)));
  std::map<RequestId, RequestOutcome> outcomes;
  for (int polls = 0; outcomes.size() < 20 && polls < 200; ++polls) {
    for (auto& [id, outcome] : transport.poll(std::chrono::seconds(1))) outcomes[id] = outcome;
  }
  REQUIRE(outcomes.size() == 20);
  for (const auto& [id, outcome] : outcomes) {
    CHECK(outcome.kind == Kind::answered);
    CHECK(outcome.answer.body == "body " + std::to_string(id));
  }
  int connections = 0;
  for (const auto& request : server.seen()) connections = std::max(connections, request.connection + 1);
  CHECK(connections == 8);
}

TEST_CASE("transport: nothing under way, nothing to wait for") {
  auto transport = net::curl_transport("urp/test");
  const auto before = std::chrono::steady_clock::now();
  CHECK(transport.poll(std::chrono::seconds(20)).empty());
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));
}

TEST_CASE("transport: a poll that ends early leaves the request under way") {
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  auto transport = net::curl_transport("urp/test");
  transport.start(7, get(server.url()));
  std::size_t ended = 0;
  for (int polls = 0; ended == 0 && polls < 1'000'000; ++polls) {
    for (const auto& [id, outcome] : transport.poll(std::chrono::milliseconds(0))) {
      CHECK(id == 7);
      CHECK(outcome.kind == Kind::answered);
      ++ended;
    }
  }
  CHECK(ended == 1);
}

TEST_CASE("transport: a proxy of the environment is not asked for loopback, and its refusal sends nothing") {
  ScriptedServer proxy([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(403, "no"), Then::close};
  });
  ScriptedServer server([](const SeenRequest&) {
    return ScriptedAnswer{http_answer(200, "{}"), Then::keep};
  });
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  ::setenv("https_proxy", proxy.url().c_str(), 1);
  {
    auto transport = net::curl_transport("urp/test");
    CHECK(perform(transport, post(server.url())).answer.status == 200);
    CHECK(proxy.seen().empty());
    const auto refused = perform(transport, post("https://graph.facebook.invalid/"));
    CHECK(refused.kind == Kind::not_sent);
    check_discreet(refused);
    REQUIRE(proxy.seen().size() == 1);
    CHECK(proxy.seen()[0].head.starts_with("CONNECT graph.facebook.invalid:443 "));
    CHECK(proxy.seen()[0].head.find(secret) == std::string::npos);
  }
  ::unsetenv("http_proxy");
  ::unsetenv("https_proxy");
}

TEST_CASE("transport: a mail server that does not speak is given up before the letter leaves") {
  ScriptedServer silent([](const SeenRequest&) { return ScriptedAnswer{}; });
  auto transport = net::curl_transport("urp/test");
  OutgoingRequest letter;
  letter.method = "MAIL";
  letter.url = "smtp://127.0.0.1:" + std::to_string(silent.port());
  letter.body = "Subject: prova\r\n\r\nBuongiorno\r\n";
  letter.timeout = std::chrono::seconds(60);
  letter.submission.push_back(
      {"urp@example.org", "lavori@example.org", "", secret, "", std::chrono::seconds(1)});
  const auto before = std::chrono::steady_clock::now();
  const auto outcome = perform(transport, letter);
  CHECK(outcome.kind == Kind::not_sent);
  CHECK(outcome.why == "127.0.0.1: the message was not on its way within 1 s");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(50));  // not by its whole time
  check_discreet(outcome);
}
