// When a claim without a move lapses: days on which the office opens.
#include <doctest/doctest.h>

#include "domain/claims.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

TimePoint until(TimePoint now, int days = 1) {
  Settings settings = TestOffice::default_settings();
  settings.desk.claim = std::chrono::days(days);
  return claims_lapse_until(settings, Zone(), now);
}

}  // namespace

TEST_CASE("claims: the same hour of the open day before") {
  CHECK(until(utc(2026, 11, 25, 10)) == utc(2026, 11, 24, 10));
}
TEST_CASE("claims: what was claimed on Friday at ten is free on Monday at ten") {
  CHECK(until(utc(2026, 11, 23, 9, 59)) == utc(2026, 11, 20, 9, 59));
  CHECK(until(utc(2026, 11, 23, 10)) == utc(2026, 11, 20, 10));
}
TEST_CASE("claims: on a day without hours the clock rests at the end of the last open day") {
  CHECK(until(utc(2026, 11, 22, 15)) == utc(2026, 11, 20));  // a Sunday: Friday's claims hold
}
TEST_CASE("claims: several days, and a holiday between them") {
  CHECK(until(utc(2026, 11, 25, 10), 3) == utc(2026, 11, 20, 10));
  CHECK(until(utc(2026, 12, 9, 10)) == utc(2026, 12, 7, 10));  // the 8th is a holiday
}
TEST_CASE("claims: an office without hours counts plain days") {
  Settings settings;
  CHECK(claims_lapse_until(settings, Zone(), utc(2026, 11, 22, 15)) == utc(2026, 11, 21, 15));
}
