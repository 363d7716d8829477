#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "domain/delivery.hpp"

using namespace urp;
using D = Delivery;
using E = DeliveryEvent;

namespace {

constexpr std::array states = {D::queued, D::parked, D::sending,   D::sent,     D::delivered,
                               D::read,   D::failed, D::uncertain, D::cancelled};

/// The event takes exactly these states to exactly these, and leaves all others alone.
void check(E event, const std::vector<std::pair<D, D>>& moves, bool final = false) {
  for (const auto from : states) {
    std::optional<D> wanted;
    for (const auto& [a, b] : moves) {
      if (a == from) wanted = b;
    }
    INFO("from " << to_name(from));
    CHECK(next_delivery(from, final, event) == wanted);
  }
}

}  // namespace

TEST_CASE("outbox: claim takes queued to sending and nothing else") {
  check(E::claim, {{D::queued, D::sending}});
}
TEST_CASE("outbox: no byte left: sending is queued again") {
  check(E::not_sent, {{D::sending, D::queued}});
}
TEST_CASE("outbox: surely not taken: sending is queued again") {
  check(E::again, {{D::sending, D::queued}});
}
TEST_CASE("outbox: a stop code queues the message again") {
  check(E::stop, {{D::sending, D::queued}});
}
TEST_CASE("outbox: any other refusal fails the message") {
  check(E::refused, {{D::sending, D::failed}});
}
TEST_CASE("outbox: a wamid makes it sent") {
  check(E::accepted, {{D::sending, D::sent}});
}
TEST_CASE("outbox: a lost answer makes it uncertain") {
  check(E::lost, {{D::sending, D::uncertain}});
}
TEST_CASE("outbox: found sending by the next holder of the lock: uncertain") {
  check(E::found_sending, {{D::sending, D::uncertain}});
}
TEST_CASE("outbox: the window closed before it left: a clerk's answer is parked") {
  check(E::window_is_closed, {{D::queued, D::parked}});
}
TEST_CASE("outbox: expired before it left: failed") {
  check(E::expired_unsent, {{D::queued, D::failed}});
}
TEST_CASE("outbox: the citizen writes: parked is queued") {
  check(E::release, {{D::parked, D::queued}});
}
TEST_CASE("outbox: cancel takes back what has not left") {
  check(E::cancel, {{D::queued, D::cancelled}, {D::parked, D::cancelled}});
}
TEST_CASE("outbox: give-up settles only an uncertain message") {
  check(E::give_up, {{D::uncertain, D::failed}});
}
TEST_CASE("outbox: resend queues what is uncertain or failed") {
  check(E::resend, {{D::uncertain, D::queued}, {D::failed, D::queued}});
  check(E::resend, {{D::uncertain, D::queued}, {D::failed, D::queued}}, true);
}

TEST_CASE("outbox: statuses only move forward, also out of cancelled and of our own failed") {
  const std::vector<D> low = {D::queued, D::parked, D::sending, D::uncertain, D::cancelled, D::failed};
  std::vector<std::pair<D, D>> sent, delivered, read;
  for (auto from : low) {
    sent.push_back({from, D::sent});
    delivered.push_back({from, D::delivered});
    read.push_back({from, D::read});
  }
  delivered.push_back({D::sent, D::delivered});
  read.push_back({D::sent, D::read});
  read.push_back({D::delivered, D::read});
  check(E::told_sent, sent);
  check(E::told_delivered, delivered);
  check(E::told_read, read);
}

TEST_CASE("outbox: what the provider failed stays failed, unless it arrived after all") {
  for (auto event : {E::told_sent, E::told_failed}) {
    CHECK_FALSE(next_delivery(D::failed, true, event).has_value());
  }
  CHECK(next_delivery(D::failed, true, E::told_delivered) == D::delivered);
  CHECK(next_delivery(D::failed, true, E::told_read) == D::read);
}

TEST_CASE("outbox: status failed ends what was not delivered, and changes nothing that was") {
  check(E::told_failed,
        {{D::queued, D::failed}, {D::sending, D::failed}, {D::uncertain, D::failed}, {D::sent, D::failed}});
}

TEST_CASE("outbox: sent, delivered and read in any order and number end the same") {
  const std::array events = {E::told_sent, E::told_delivered, E::told_read};
  for (int code = 0; code < 81; ++code) {
    D state = D::sending;
    bool saw_read = false;
    for (int step = 0, rest = code; step < 4; ++step, rest /= 3) {
      const auto event = events[static_cast<std::size_t>(rest % 3)];
      saw_read |= event == E::told_read;
      state = next_delivery(state, false, event).value_or(state);
    }
    if (saw_read) CHECK(state == D::read);
    CHECK(state != D::sending);
  }
}

TEST_CASE("outbox: only queued and sending hold back the person's next message") {
  for (auto state : states) CHECK(holds_back(state) == (state == D::queued || state == D::sending));
}

TEST_CASE("outbox: the provider's words") {
  CHECK(told("sent") == E::told_sent);
  CHECK(told("played") == E::told_read);
  CHECK_FALSE(told("in_orbit").has_value());
}
