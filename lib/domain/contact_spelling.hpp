// contact_spelling.hpp: what people type and paste for a phone number or another name of a contact, made
// plain.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urp {

/// Without what cannot be seen (bidirectional marks of address books, zero-width blanks), with one kind of
/// blank and one kind of hyphen, without blanks around and without `tel:` or an address of wa.me before it.
std::string plain_spelling(std::string_view text);

struct PhoneSpelling {
  std::string digits;          // without the 00 before a country
  bool international = false;  // a country was given, with + or 00
};
/// Of a plain spelling; none: it is no phone number, but perhaps something else.
std::optional<PhoneSpelling> phone_spelling(std::string_view plain);

/// The number as WhatsApp writes it, with the country: of Italy where none is given. None: too short or too
/// long.
std::optional<std::string> phone_digits(std::string_view text);

/// `3,93333E+11`: a spreadsheet took the number for a quantity, and the digits are gone.
bool is_scientific(std::string_view plain);

}  // namespace urp
