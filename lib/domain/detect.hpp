// detect.hpp: what in a text leads to a person: numbers and addresses that prove themselves, by a check digit
// or by their form. It proposes; what is masked somebody else decides.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

enum class Detected { phone, mail, tax_code, iban, plate, card };
std::string_view to_name(Detected kind);

struct Detection {
  Detected kind = Detected::phone;
  std::size_t at = 0, length = 0;  // bytes
};
/// In their order, none over another.
std::vector<Detection> detect(std::string_view text);
/// The text with a mask in the place of each.
std::string mask_detected(std::string_view text);

/// Of letters and digits alone, in upper case: the last character follows from the first fifteen.
bool is_tax_code(std::string_view code);
/// Of letters and digits alone, in upper case: as long as its country has it, and 1 modulo 97.
bool is_iban(std::string_view code);
/// Digits alone: 13 to 19, by Luhn's rule.
bool is_card_number(std::string_view digits);

}  // namespace urp
