#include <doctest/doctest.h>

#include "domain/contact_spelling.hpp"

using namespace urp;

TEST_CASE("spelling: a phone in any usual spelling is one number") {
  for (const char* spelled : {"+393330000101",
                              "393330000101",
                              "3330000101",
                              "00393330000101",
                              "+39 333 000 0101",
                              "+39.333.000.0101",
                              "333/000-0101",
                              "(+39) 333 0000101",
                              "+39 (333) 0000101",
                              "0039 333 0000101",
                              "tel:+39-333-000-0101",
                              "TEL: 3330000101",
                              "https://wa.me/393330000101",
                              "\u202a+39 333 000 0101\u202c",
                              "+39\u00a0333\u00a00000101",
                              "+39\u202f333\u2009000\u30000101",
                              "+39 333\u2011000\u20110101",
                              "333\u2013000\u22120101",
                              "\u200b333\u200d0000101\ufeff",
                              "\u2066+39 333 000 0101\u2069",
                              "＋３９３３３００００１０１",
                              "'+393330000101",
                              "\"+393330000101\"",
                              "<+393330000101>",
                              "+39 333 000 0101,",
                              "tel:+39-333-000-0101;ext=5",
                              "https://wa.me/393330000101?text=Ciao",
                              "callto:+393330000101",
                              "sms:+393330000101",
                              "+39 333 000 0101\u00ad"}) {
    INFO(spelled);
    CHECK(phone_digits(spelled) == "393330000101");
  }
  CHECK(phone_digits("+39 (0)70 123456") == "39070123456");
  CHECK(phone_digits("+44 (0)20 1234 5678") == "442012345678");
  CHECK(phone_digits("392 123 4567") == "393921234567");
  CHECK(phone_digits("070 123456") == "39070123456");
  CHECK(phone_digits("393330000101.0") == "393330000101");  // as tables with decimals write it
  CHECK(phone_digits("3330000101,0") == "393330000101");
}

TEST_CASE("spelling: what is no phone is none") {
  for (const char* spelled : {"", " ", "c57", "@mario", "12", "+", "3,93333E+11", "333 000 0101 int. 2",
                              "3+3330000101", "1234567890123456", "\u202a\u202c"}) {
    INFO(spelled);
    CHECK_FALSE(phone_digits(spelled));
  }
}

TEST_CASE("spelling: other names of a contact lose what cannot be seen as well") {
  CHECK(plain_spelling("\u202ac57\u202c") == "c57");
  CHECK(plain_spelling("\u200b@mario\u00a0") == "@mario");
  CHECK(plain_spelling("IT.57abc-d") == "IT.57abc-d");
}

TEST_CASE("spelling: a number that a spreadsheet took for a quantity") {
  CHECK(is_scientific("3,93333E+11"));
  CHECK(is_scientific("3.93E+11"));
  CHECK_FALSE(is_scientific("E+11"));
  CHECK_FALSE(is_scientific("mario.e"));
  CHECK_FALSE(is_scientific("393330000101"));
}
