#include "store/contact_lookup.hpp"

#include <doctest/doctest.h>

#include "domain/contact_spelling.hpp"
#include "test_office.hpp"

using namespace urp;

TEST_CASE("contact lookup: a number without a country is Italian, also one that begins like the country") {
  CHECK(phone_digits("333 000 0102") == "393330000102");
  CHECK(phone_digits("392 000 0102") == "393920000102");  // a mobile of Italy: 392, not the country 39
  CHECK(phone_digits("3930000102") == "393930000102");
  CHECK(phone_digits("39 392 000 0102") == "393920000102");
  CHECK(phone_digits("+39 392 000 0102") == "393920000102");
  CHECK(phone_digits("0039 392 000 0102") == "393920000102");
  CHECK(phone_digits("070 000 0102") == "390700000102");
  CHECK(phone_digits("+44 20 0000 0102") == "442000000102");
  CHECK_FALSE(phone_digits("12"));
  CHECK_FALSE(phone_digits("Maria"));
}

TEST_CASE("contact lookup: however the number is written, it is the same person") {
  TestOffice office;
  const auto maria = office.add_contact({.phone = "393920000102"});
  const auto other = office.add_contact({.phone = "3920000102"});  // abroad
  const auto db = office.read();
  for (const char* text : {"+39 392 000 0102", "0039 392 000 0102", "39 392 0000102", "+39-392.000.0102"}) {
    CAPTURE(text);
    CHECK(store::find_contact(db, text) == maria);
  }
  CHECK(store::find_contact(db, "+3920000102") == other);
  CHECK(store::find_contact(db, "392 000 0103") == std::nullopt);
}
