#include "store/attempts.hpp"

#include <doctest/doctest.h>

#include "test_office.hpp"

using namespace urp;

namespace {

constexpr std::chrono::hours day{24};

/// A message of ours to somebody whose window is closed, tried once.
struct Tried {
  Tried() {
    const auto ticket = office.add_ticket({.contact = contact});
    message = office.add_message({.ticket = ticket, .direction = Direction::out, .status = "sending"});
    auto db = office.write();
    attempt = store::open_attempt(db, message, contact, true);
    db.commit();
  }
  void end(const char* outcome) {
    auto db = office.write();
    store::end_attempt(db, attempt.id, outcome, 0, 0, {});
    db.commit();
  }
  std::int64_t opened() { return store::count_opened(office.read(), office.now() - day); }

  TestOffice office;
  ContactId contact = office.add_contact();
  MessageId message;
  store::Attempt attempt;
};

}  // namespace

TEST_CASE("attempts: what WhatsApp took, or may have taken, counts against the day's limit") {
  for (const char* outcome : {"accepted", "lost"}) {
    CAPTURE(outcome);
    Tried tried;
    CHECK(tried.opened() == 1);  // from before the first byte on
    tried.end(outcome);
    CHECK(tried.opened() == 1);
    CHECK(store::was_opened(tried.office.read(), tried.contact, tried.office.now() - day));
  }
}

TEST_CASE("attempts: what did not leave or was refused does not count against the day's limit") {
  for (const char* outcome : {"not_sent", "refused"}) {
    CAPTURE(outcome);
    Tried tried;
    tried.end(outcome);
    CHECK(tried.opened() == 0);
    CHECK_FALSE(store::was_opened(tried.office.read(), tried.contact, tried.office.now() - day));
    CHECK(store::count_attempts(tried.office.read(), tried.office.now(), day, tried.contact) == 1);
  }
}

TEST_CASE("attempts: a person counts once, however often they were written to") {
  Tried tried;
  tried.end("accepted");
  {
    auto db = tried.office.write();
    const auto second = store::open_attempt(db, tried.message, tried.contact, true);
    store::end_attempt(db, second.id, "accepted", 200, 0, "wamid.2");
    db.commit();
    CHECK(second.token != tried.attempt.token);
    CHECK(second.token.size() == 32);
  }
  CHECK(tried.opened() == 1);
  const auto attempts = store::list_attempts(tried.office.read(), tried.message);
  REQUIRE(attempts.size() == 2);
  CHECK(attempts[0].token == tried.attempt.token);
  CHECK_FALSE(attempts[0].wamid.has_value());
  CHECK(attempts[1].wamid == "wamid.2");
  CHECK_FALSE(attempts[1].code.has_value());
}

TEST_CASE("attempts: after a crash the open ones are lost, and still count") {
  Tried tried;
  {
    auto db = tried.office.write();
    store::lose_open_attempts(db);
    db.commit();
  }
  CHECK(store::list_attempts(tried.office.read(), tried.message).front().outcome == "lost");
  CHECK(tried.opened() == 1);
}
