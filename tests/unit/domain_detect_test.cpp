// What in a text leads to a person. All numbers are invented.
#include "domain/detect.hpp"

#include <doctest/doctest.h>

#include <string>

#include "domain/mask.hpp"

using namespace urp;

namespace {

/// "phone:333 000 0102 mail:..."
std::string found(const std::string& text) {
  std::string all;
  for (const auto& one : detect(text)) {
    all += (all.empty() ? "" : " ") + std::string(to_name(one.kind)) + ":" + text.substr(one.at, one.length);
  }
  return all;
}

}  // namespace

TEST_CASE("detect: a phone, in the ways people write it") {
  CHECK(found("chiamate il 333 000 0102 grazie") == "phone:333 000 0102");
  CHECK(found("+39 333 0000102, ore 9") == "phone:+39 333 0000102");
  CHECK(found("0039-333-0000102.") == "phone:0039-333-0000102");
  CHECK(found("tel. 070/6771234") == "phone:070/6771234");
  CHECK(found("3330000102") == "phone:3330000102");
  CHECK(found("333\u00a0000\u00a00102") == "phone:333\u00a0000\u00a00102");
  // What is none: dates, numbers of a register, amounts, house numbers, years.
  CHECK(found("dal 01/12/2026 al 31.12.2026, 2026-12-01").empty());
  CHECK(found("protocollo 0001234/2026").empty());
  CHECK(found("pratica 415, civico 12, CAP 09123, anno 2026, 3.000 euro").empty());
  CHECK(found("333000010").find("phone") == 0);
  CHECK(found("33300001021111").empty());
  CHECK(found("codiceX3330000102").empty());
}

TEST_CASE("detect: a mail address ends before the full stop of its sentence") {
  CHECK(found("scrivete a maria.serra@example.org.") == "mail:maria.serra@example.org");
  CHECK(found("<a+b@posta.example.org>") == "mail:a+b@posta.example.org");
  CHECK(found("@maria e a@b").empty());
}

TEST_CASE("detect: a tax code is one when its last letter follows from the others") {
  CHECK(is_tax_code("RSSMRA80A01H501U"));
  CHECK_FALSE(is_tax_code("RSSMRA80A01H501X"));
  CHECK(is_tax_code("RSSMRA80A01H50MM"));  // a letter for a digit: two people would have had the same
  CHECK_FALSE(is_tax_code("RSSMRA80A01H50MZ"));
  CHECK_FALSE(is_tax_code("RSSMRA80G01H501U"));  // no such month
  CHECK(found("il mio codice è rssmra80a01h501u ok") == "tax-code:rssmra80a01h501u");
  CHECK(found("RSS MRA 80A01 H501U") == "tax-code:RSS MRA 80A01 H501U");
  CHECK(found("RSSMRA80A01H501X").empty());
}

TEST_CASE("detect: an IBAN is one when it is 1 modulo 97 and as long as its country has it") {
  CHECK(is_iban("IT60X0542811101000000123456"));
  CHECK_FALSE(is_iban("IT61X0542811101000000123456"));
  CHECK(is_iban("DE89370400440532013000"));
  CHECK_FALSE(is_iban("IT60X054281110100000012345"));
  CHECK(found("IT60 X054 2811 1010 0000 0123 456 intestato") == "iban:IT60 X054 2811 1010 0000 0123 456");
  CHECK(found("it60x0542811101000000123456") == "iban:it60x0542811101000000123456");
  CHECK(found("IT61X0542811101000000123456").empty());
}

TEST_CASE("detect: a card number is one by Luhn's rule") {
  CHECK(is_card_number("4111111111111111"));
  CHECK_FALSE(is_card_number("4111111111111112"));
  CHECK(found("carta 4111 1111 1111 1111 scade") == "card:4111 1111 1111 1111");
  CHECK(found("4111-1111-1111-1112").empty());
}

TEST_CASE("detect: a plate of a car or a motorcycle") {
  CHECK(found("targa AB123CD") == "plate:AB123CD");
  CHECK(found("AB 123 CD parcheggiata") == "plate:AB 123 CD");
  CHECK(found("ab123cd") == "plate:ab123cd");
  CHECK(found("moto AB12345") == "plate:AB12345");
  CHECK(found("le 123 mi").empty());
  CHECK(found("AI123CD AB1234C").empty());
}

TEST_CASE("detect: several in one text, each masked in its place") {
  CHECK(mask_detected("Sono Anna, 333 000 0102 o anna@example.org, targa AB123CD") ==
        "Sono Anna, [omissis] o [omissis], targa [omissis]");
  CHECK(mask_detected("Una buca in via Roma 12").find("omissis") == std::string::npos);
  CHECK(mask_detected("").empty());
}

TEST_CASE("mask: every place where the words stand, the longest first, whatever the capitals") {
  const std::string words[] = {"Rossi", "Mario Rossi"};
  CHECK(mask_words("Mario rossi e la signora ROSSI", words) == "[omissis] e la signora [omissis]");
  const std::string again[] = {"omissis"};
  CHECK(mask_words("[omissis] e altro", again) == "[omissis] e altro");
  CHECK(has_words("il signor MARIO", "mario"));
  CHECK_FALSE(has_words("il signor MARIO", ""));
}
