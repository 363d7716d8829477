#include "domain/back_off.hpp"

#include <doctest/doctest.h>

#include <urp/spelling.hpp>

using namespace urp;
using std::chrono::minutes;

TEST_CASE("back-off: twice as long each time, up to the longest, however often it failed") {
  CHECK(back_off(0, Seconds(1), minutes(5)) == Seconds(1));
  CHECK(back_off(3, Seconds(1), minutes(5)) == Seconds(8));
  CHECK(back_off(8, Seconds(1), minutes(5)) == Seconds(256));
  CHECK(back_off(9, Seconds(1), minutes(5)) == minutes(5));
  CHECK(back_off(1'000'000, minutes(1), minutes(15)) == minutes(15));
  CHECK(back_off(-1, Seconds(5), minutes(5)) == Seconds(5));
}

TEST_CASE("spelling: letters left out, added, replaced or in the wrong order are one slip each") {
  CHECK(count_slips("inbox", "inbox") == 0);
  CHECK(count_slips("inbxo", "inbox") == 1);
  CHECK(count_slips("inbo", "inbox") == 1);
  CHECK(count_slips("inboxx", "inbox") == 1);
  CHECK(count_slips("imbox", "inbox") == 1);
  CHECK(count_slips("", "abc") == 3);
  CHECK(count_slips("statu", "close") == 5);
}
