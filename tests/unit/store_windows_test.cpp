// The window is a rule of domain/window, and a condition of SQL: here they are asked side by side.
#include "store/windows.hpp"

#include <doctest/doctest.h>

#include "store/figures.hpp"
#include "test_office.hpp"

using namespace urp;

TEST_CASE("windows: SQL and the rule agree on every second around the end") {
  using std::chrono::seconds;
  TestOffice office;
  const TimePoint now = office.now();
  for (const auto age : {seconds(0), seconds(1), seconds(86'399), seconds(86'400), seconds(86'401)}) {
    for (const auto closed : {std::optional<TimePoint>{}, std::optional(now - seconds(1))}) {
      CAPTURE(age.count());
      CAPTURE(closed.has_value());
      TestOffice one;
      const auto contact = one.add_contact({.last_inbound_at = now - age, .window_closed_at = closed});
      one.add_ticket({.contact = contact});
      const auto db = one.read();
      const auto number = db.value<std::int64_t>("SELECT number FROM service_window");
      const auto end = store::window_closes(db, contact, number);
      REQUIRE(end.has_value());
      CHECK(store::count_open_windows(db, now) == open_window(end, now).has_value());
      CHECK(store::latest_window_closes(db, contact) == end);
    }
  }
}

TEST_CASE("windows: WhatsApp's word ends one before its time, and only that one") {
  TestOffice office;
  const auto contact = office.add_contact({.last_inbound_at = office.now() - std::chrono::hours(1)});
  const auto other =
      office.add_contact({.phone = "393330000103", .last_inbound_at = office.now() - std::chrono::hours(2)});
  auto db = office.write();
  const auto number = db.first<std::int64_t>("SELECT number FROM service_window").value();
  store::close_window(db, contact, number, office.now());
  CHECK(store::window_closes(db, contact, number) == office.now());
  CHECK(store::window_closes(db, other, number) == office.now() + std::chrono::hours(22));
}

TEST_CASE("windows: of somebody who never wrote there is none") {
  TestOffice office;
  const auto contact = office.add_contact();
  CHECK_FALSE(store::window_closes(office.read(), contact, 1).has_value());
  CHECK_FALSE(store::latest_window_closes(office.read(), contact).has_value());
}
