// smtp_stand_in.hpp: a mail server in memory that is as bad as mail servers are: it is away, refuses for a
// while or for good, hangs up before and after the final dot. What it took is counted, whatever it answered.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "domain/transport.hpp"

/// The same numbers in every run.
class Dice {
 public:
  int below(int end) {
    state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(end));
  }
  bool one_in(int many) { return below(many) == 0; }

 private:
  std::uint64_t state_ = 2026;
};

class SmtpStandIn {
 public:
  explicit SmtpStandIn(Dice& dice) : dice_(&dice) {}

  urp::Transport transport() {
    return {[this](urp::RequestId id, urp::OutgoingRequest request) {
              ended_.emplace_back(id, meet(request));
              ++sessions;
            },
            [this](std::chrono::milliseconds) { return std::exchange(ended_, {}); }};
  }
  /// Whoever asked is dead.
  void forget() { ended_.clear(); }
  std::size_t unheard() const { return ended_.size(); }

  std::int64_t sessions = 0;
  /// The tokens of the Message-IDs that it took, how often.
  std::map<std::string, int> taken;

 private:
  using Kind = urp::RequestOutcome::Kind;

  static urp::RequestOutcome reply(int code) {
    return {Kind::answered, {code, {}, "as the dice fell", 0}, ""};
  }

  urp::RequestOutcome meet(const urp::OutgoingRequest& request) {
    const auto at = request.body.find("<urp.");
    const std::string token = request.body.substr(at + 5, 32);
    if (dice_->one_in(8)) return {Kind::not_sent, {}, "connection refused"};
    if (dice_->one_in(6)) return reply(dice_->one_in(2) ? 451 : 452);  // greylisted, or its disk is full
    if (dice_->one_in(15)) return reply(dice_->one_in(2) ? 550 : 554);
    if (dice_->one_in(12)) return {Kind::not_sent, {}, "hung up before the dot"};
    if (dice_->one_in(20)) {
      if (dice_->one_in(2)) ++taken[token];
      return {Kind::lost, {}, "hung up after the dot"};
    }
    ++taken[token];
    return reply(250);
  }

  Dice* dice_;
  std::vector<std::pair<urp::RequestId, urp::RequestOutcome>> ended_;
};
