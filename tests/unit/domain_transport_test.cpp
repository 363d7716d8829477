#include "domain/transport.hpp"

#include <doctest/doctest.h>

using namespace urp;
using Outcomes = std::vector<std::pair<RequestId, RequestOutcome>>;

TEST_CASE("perform: polls until its own request has ended") {
  std::vector<std::pair<RequestId, std::string>> started;
  int polls = 0;
  Transport transport;
  transport.start = [&](RequestId id, const OutgoingRequest& request) {
    started.emplace_back(id, request.url);
  };
  transport.poll = [&](std::chrono::milliseconds longest) -> Outcomes {
    CHECK(longest.count() > 0);
    if (++polls < 3) return {};
    return {{started.at(0).first, {RequestOutcome::Kind::answered, {201, {}, "ok", 2}, ""}}};
  };
  OutgoingRequest request;
  request.url = "http://127.0.0.1/";
  const auto outcome = perform(transport, request);
  CHECK(outcome.kind == RequestOutcome::Kind::answered);
  CHECK(outcome.answer.status == 201);
  CHECK(outcome.answer.body == "ok");
  CHECK(started.size() == 1);
  CHECK(polls == 3);
}

TEST_CASE("perform: a transport that never ends a request does not hold the caller for good") {
  Transport transport;
  int polls = 0;
  transport.start = [](RequestId, const OutgoingRequest&) {};
  transport.poll = [&](std::chrono::milliseconds) {
    ++polls;
    return Outcomes{};
  };
  OutgoingRequest request;
  request.timeout = std::chrono::seconds(5);
  const auto outcome = perform(transport, request);
  CHECK(outcome.kind == RequestOutcome::Kind::lost);
  CHECK_FALSE(outcome.why.empty());
  CHECK(polls > 5);
  CHECK(polls < 100);
}
