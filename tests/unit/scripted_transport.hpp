// scripted_transport.hpp: a transport that plays a script: each request must be the next one expected, and
// each one expected must come. Answers are given at the next poll, or held back until the test lets them go.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/transport.hpp"

inline urp::RequestOutcome answered(int status, const std::string& body,
                                    std::map<std::string, std::string> headers = {}) {
  const auto size = static_cast<std::int64_t>(body.size());
  return {urp::RequestOutcome::Kind::answered, {status, std::move(headers), body, size}, ""};
}
inline urp::RequestOutcome accepted(const std::string& wamid) {
  return answered(200, R"({"messaging_product":"whatsapp","messages":[{"id":")" + wamid + "\"}]}");
}
inline urp::RequestOutcome refused(int http, std::int64_t code, std::int64_t subcode = 0,
                                   const std::string& more = "") {
  return answered(http, R"({"error":{"message":"simulated","code":)" + std::to_string(code) +
                            R"(,"error_subcode":)" + std::to_string(subcode) + more + "}}");
}
inline urp::RequestOutcome not_sent() {
  return {urp::RequestOutcome::Kind::not_sent, {}, "connection refused"};
}
inline urp::RequestOutcome lost(const std::string& why = "timed out") {
  return {urp::RequestOutcome::Kind::lost, {}, why};
}

class ScriptedTransport {
 public:
  using Look = std::function<void(const urp::OutgoingRequest&)>;

  ScriptedTransport() = default;
  ScriptedTransport(const ScriptedTransport&) = delete;
  ~ScriptedTransport() {
    for (const auto& step : script_) {
      FAIL_CHECK("never requested: " << step.method << " ..." << step.url_part);
    }
    CHECK_MESSAGE(held_.empty(), "requests were never answered");
  }

  /// The next request is this one, and is answered at the next poll. `look` runs inside of start().
  void expect(const std::string& method, const std::string& url_part, urp::RequestOutcome outcome,
              Look look = {}) {
    script_.push_back({method, url_part, std::move(outcome), {}, std::move(look)});
  }
  void expect_send(urp::RequestOutcome outcome, Look look = {}) {
    expect("POST", "/messages", std::move(outcome), std::move(look));
  }
  /// The next request asks for bytes, and these are written where it says.
  void expect_bytes(const std::string& url_part, const std::string& bytes) {
    auto outcome = answered(200, "");
    outcome.answer.size = static_cast<std::int64_t>(bytes.size());
    script_.push_back({"GET", url_part, std::move(outcome), bytes, {}});
  }
  /// The next request is this one; it stays under way until release().
  void expect_held(const std::string& method, const std::string& url_part, Look look = {}) {
    script_.push_back({method, url_part, std::nullopt, {}, std::move(look)});
  }
  /// The oldest of those held back is answered at the next poll.
  void release(urp::RequestOutcome outcome) {
    REQUIRE_FALSE(held_.empty());
    ended_.emplace_back(held_.front(), std::move(outcome));
    held_.pop_front();
  }
  /// Nothing more is told of what is under way: its process died.
  void forget() {
    held_.clear();
    ended_.clear();
  }

  std::size_t under_way() const { return held_.size(); }
  const std::vector<urp::OutgoingRequest>& requests() const { return requests_; }
  const urp::OutgoingRequest& last() const {
    REQUIRE_FALSE(requests_.empty());
    return requests_.back();
  }

  urp::Transport transport() {
    return {[this](urp::RequestId id, urp::OutgoingRequest request) { start(id, std::move(request)); },
            [this](std::chrono::milliseconds) { return std::exchange(ended_, {}); }};
  }

 private:
  struct Step {
    std::string method, url_part;
    std::optional<urp::RequestOutcome> outcome;
    std::optional<std::string> bytes;
    Look look;
  };

  void start(urp::RequestId id, urp::OutgoingRequest request) {
    requests_.push_back(request);
    if (script_.empty()) {
      FAIL_CHECK("not expected: " << request.method << " " << request.url);
      ended_.emplace_back(id, lost("the script was over"));
      return;
    }
    Step step = std::move(script_.front());
    script_.pop_front();
    CHECK(request.method == step.method);
    CHECK_MESSAGE(request.url.find(step.url_part) != request.url.npos,
                  request.url << " is not " << step.url_part);
    if (step.look) step.look(request);
    if (step.bytes) {
      REQUIRE_FALSE(request.save_to.empty());
      std::ofstream(request.save_to, std::ios::binary) << *step.bytes;
    }
    if (step.outcome) {
      ended_.emplace_back(id, std::move(*step.outcome));
    } else {
      held_.push_back(id);
    }
  }

  std::deque<Step> script_;
  std::deque<urp::RequestId> held_;
  std::vector<std::pair<urp::RequestId, urp::RequestOutcome>> ended_;
  std::vector<urp::OutgoingRequest> requests_;
};
