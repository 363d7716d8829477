#include "domain/contact_spelling.hpp"

#include <algorithm>
#include <iterator>

#include "domain/names.hpp"
#include "domain/time_text.hpp"
#include "domain/unicode.hpp"

namespace urp {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200a) || code == 0x202f || code == 0x205f || code == 0x3000;
}

bool is_hyphen(char32_t code) {
  return (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0xfe58 || code == 0xfe63;
}

/// What cannot be seen and says nothing: joiners too, which `hidden` leaves to emoji.
bool is_invisible(char32_t code) {
  return unicode::in(unicode::hidden, code) || code == 0x200c || code == 0x200d || code == 0xfe0f;
}

constexpr std::string_view before_numbers[] = {
    "tel:", "whatsapp:", "https://wa.me/", "http://wa.me/", "wa.me/", "callto:", "sms:"};

/// What is copied along: the apostrophe of a sheet's text cell, quotes, `<...>`, the comma of a list.
std::string_view without_wrapping(std::string_view text) {
  constexpr std::string_view opening = "'\"<", closing = "'\">,;";
  while (!text.empty() && opening.find(text.front()) != opening.npos) text.remove_prefix(1);
  while (!text.empty() && closing.find(text.back()) != closing.npos) text.remove_suffix(1);
  return without_blanks_around(text);
}

/// Between the digits of a number.
bool is_filling(char c) {
  return std::string_view(" .-/()").find(c) != std::string_view::npos;
}

/// `+44 (0)20 ...`: the zero is for who calls inside the country; Italy's numbers keep theirs.
std::string without_trunk_zero(std::string_view plain) {
  std::string text(plain);
  const auto zero = text.find("(0)");
  if (zero != text.npos && zero > 0 && text.compare(0, 3, "+39") != 0 && text.compare(0, 4, "0039") != 0)
    text.erase(zero, 3);
  return text;
}

/// `393330000001.0`: a table took the number for a quantity, but kept its digits.
std::string_view without_decimals(std::string_view text) {
  const bool has_decimals = text.ends_with(".0") || text.ends_with(",0");
  const std::string_view digits = text.substr(0, text.size() - (has_decimals ? 2 : 0));
  constexpr std::size_t shortest = 8;
  const bool is_whole = digits.size() >= shortest && std::all_of(digits.begin(), digits.end(), is_digit);
  return has_decimals && is_whole ? digits : text;
}

}  // namespace

std::string plain_spelling(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::Character next = unicode::decode(text, at);
    if (is_blank(next.code)) {
      plain += ' ';
    } else if (is_hyphen(next.code)) {
      plain += '-';
    } else if (next.code >= 0xff01 && next.code <= 0xff5e) {  // full width
      plain += static_cast<char>(next.code - 0xfee0);
    } else if (!next.valid || !is_invisible(next.code)) {
      plain.append(text.substr(at, next.length));
    }
    at += next.length;
  }
  std::string_view rest = without_wrapping(without_blanks_around(plain));
  for (const std::string_view before : before_numbers) {
    if (lower_ascii(rest.substr(0, before.size())) == before) {
      rest = rest.substr(before.size());
      rest = without_blanks_around(rest.substr(0, rest.find_first_of(";?")));  // ;ext=5 ?text=...
      break;
    }
  }
  return std::string(rest);
}

std::optional<PhoneSpelling> phone_spelling(std::string_view plain) {
  const std::string text = without_trunk_zero(without_decimals(plain));
  PhoneSpelling phone;
  for (const char c : text) {
    if (is_digit(c)) {
      phone.digits += c;
    } else if (c == '+' && phone.digits.empty() && !phone.international) {
      phone.international = true;
    } else if (!is_filling(c)) {
      return std::nullopt;
    }
  }
  if (phone.digits.empty()) return std::nullopt;
  if (!phone.international && phone.digits.starts_with("00")) {
    phone.digits.erase(0, 2);
    phone.international = true;
  }
  return phone;
}

std::optional<std::string> phone_digits(std::string_view text) {
  constexpr std::size_t shortest = 8, longest = 15;  // with the country: E.164
  auto phone = phone_spelling(plain_spelling(text));
  if (!phone) return std::nullopt;
  const bool has_country =
      phone->international || (phone->digits.starts_with("39") && phone->digits.size() > 10);
  if (!has_country) phone->digits.insert(0, "39");
  if (phone->digits.size() < shortest || phone->digits.size() > longest) return std::nullopt;
  return phone->digits;
}

bool is_scientific(std::string_view plain) {
  const auto exponent = plain.find_first_of("eE");
  if (exponent == plain.npos || exponent == 0) return false;
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.,+-") == text.npos &&
           std::any_of(text.begin(), text.end(), is_digit);
  };
  return is_number(plain.substr(0, exponent)) && is_number(plain.substr(exponent + 1));
}

}  // namespace urp
