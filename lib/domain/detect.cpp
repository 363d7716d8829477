#include "domain/detect.hpp"

#include <algorithm>
#include <optional>

#include "domain/mask.hpp"
#include "domain/names.hpp"

namespace urp {
namespace {

constexpr Name<Detected> kinds[] = {
    {Detected::phone, "phone", {"telefono"}},
    {Detected::mail, "mail", {"posta"}},
    {Detected::tax_code, "tax-code", {"codice-fiscale"}},
    {Detected::iban, "iban", {}},
    {Detected::plate, "plate", {"targa"}},
    {Detected::card, "card", {"carta"}},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_letter(c);
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
/// Whether the character whose first byte this is belongs to a word: not what stands in U+0080 to U+00BF, nor
/// the punctuation around U+2000.
bool begins_word_character(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return is_alphanumeric(lead) || (byte >= 0xc3 && byte != 0xe2);
}
bool starts_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; };
  if (is_continuation(text[at])) return false;
  std::size_t before = at - 1;
  while (before > 0 && is_continuation(text[before])) --before;
  return !begins_word_character(text[before]);
}
bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !begins_word_character(text[at]);
}

/// Bytes of what people put between groups: a blank of any width, a dot, a stroke; 0: none.
std::size_t separator_at(std::string_view text, std::size_t at, std::string_view marks) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ' || marks.find(text[at]) != marks.npos) return 1;
  for (const std::string_view blank : {"\u00a0", "\u202f"}) {
    if (text.substr(at, blank.size()) == blank) return blank.size();
  }
  return 0;
}

/// Letters and digits from a place on, with what stands between their groups left out.
struct Run {
  std::string characters;         // in upper case
  std::vector<std::size_t> ends;  // in the text, after each
  std::vector<std::size_t> cuts;  // how many characters stand before each separator
  std::string marks;              // the separators, one byte each
};
Run read_run(std::string_view text, std::size_t at, bool (*takes)(char), std::string_view marks,
             std::size_t most) {
  Run run;
  while (at < text.size() && run.characters.size() < most) {
    if (takes(text[at])) {
      run.characters += upper(text[at]);
      run.ends.push_back(++at);
      continue;
    }
    const std::size_t gap = separator_at(text, at, marks);
    if (gap == 0 || run.characters.empty() || at + gap >= text.size() || !takes(text[at + gap])) break;
    run.cuts.push_back(run.characters.size());
    run.marks += text[at];
    at += gap;
  }
  return run;
}

/// The longest beginning of the run that ends with a group and passes.
template <class Passes>
std::optional<std::size_t> longest_end(std::string_view text, const Run& run, const Passes& passes) {
  std::vector<std::size_t> lengths = run.cuts;
  lengths.push_back(run.characters.size());
  for (auto length = lengths.rbegin(); length != lengths.rend(); ++length) {
    if (*length == 0 || !ends_word(text, run.ends[*length - 1])) continue;
    if (passes(std::string_view(run.characters).substr(0, *length))) return run.ends[*length - 1];
  }
  return std::nullopt;
}

/// A run of exactly so many characters, whatever groups they stand in.
template <class Passes>
std::optional<std::size_t> exact_end(std::string_view text, const Run& run, std::size_t length,
                                     const Passes& passes) {
  if (run.characters.size() < length || !ends_word(text, run.ends[length - 1])) return std::nullopt;
  if (!passes(std::string_view(run.characters).substr(0, length))) return std::nullopt;
  return run.ends[length - 1];
}

std::optional<std::size_t> mail_end(std::string_view text, std::size_t at) {
  const auto is_local = [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
  };
  std::size_t end = at;
  while (end < text.size() && is_local(text[end])) ++end;
  if (end == at || end >= text.size() || text[end] != '@') return std::nullopt;
  const std::size_t domain = ++end;
  while (end < text.size() && (is_alphanumeric(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
  while (end > domain && !is_alphanumeric(text[end - 1])) --end;  // the full stop of the sentence
  const std::size_t dot = text.substr(domain, end - domain).rfind('.');
  if (dot == text.npos || dot == 0 || end - domain - dot < 3) return std::nullopt;
  return end;
}

struct IbanLength {
  std::string_view country;
  std::size_t length;
};
constexpr IbanLength iban_lengths[] = {
    // of the registry of SWIFT: countries of the single payments area
    {"AD", 24}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27},
    {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"MC", 27}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
    {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"VA", 22},
};
std::size_t iban_length(std::string_view code) {
  for (const auto& [country, length] : iban_lengths) {
    if (code.substr(0, 2) == country) return length;
  }
  return 0;
}

std::optional<std::size_t> iban_end(std::string_view text, std::size_t at) {
  const Run run = read_run(text, at, is_alphanumeric, "-", 34);
  const std::size_t length = iban_length(run.characters);
  return length == 0 ? std::nullopt : exact_end(text, run, length, is_iban);
}

std::optional<std::size_t> tax_code_end(std::string_view text, std::size_t at) {
  return exact_end(text, read_run(text, at, is_alphanumeric, "-", 16), 16, is_tax_code);
}

std::optional<std::size_t> card_end(std::string_view text, std::size_t at) {
  return longest_end(text, read_run(text, at, is_digit, "-.", 19), is_card_number);
}

/// AB 123 CD since 1994, AB 12345 of motorcycles; without the letters that look like digits. With blanks
/// between, or all five digits in a row, only in capitals: "le 123 ...".
std::optional<std::size_t> plate_end(std::string_view text, std::size_t at) {
  const Run run = read_run(text, at, is_alphanumeric, "-", 7);
  if (run.characters.size() != 7 || !ends_word(text, run.ends.back())) return std::nullopt;
  const auto is_plate_letter = [](char c) {
    return is_letter(c) && c != 'I' && c != 'O' && c != 'Q' && c != 'U';
  };
  const auto fits = [&](std::string_view form) {
    return std::equal(form.begin(), form.end(), run.characters.begin(),
                      [&](char kind, char c) { return kind == 'L' ? is_plate_letter(c) : is_digit(c); });
  };
  const bool car = fits("LLDDDLL");
  if (!car && !fits("LLDDDDD")) return std::nullopt;
  const std::string_view as_it_stands = text.substr(at, run.ends.back() - at);
  const bool capitals =
      std::none_of(as_it_stands.begin(), as_it_stands.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!capitals && (!car || !run.cuts.empty())) return std::nullopt;
  // The groups are those of a plate, not of a sentence: AB 123 CD, AB123 CD.
  const bool grouped = std::all_of(run.cuts.begin(), run.cuts.end(),
                                   [car](std::size_t cut) { return cut == 2 || (car && cut == 5); });
  return grouped ? std::optional(run.ends.back()) : std::nullopt;
}

/// 01/12/2026, 1.12.26, 2026-12-01
bool is_date(const Run& run) {
  if (run.cuts.size() != 2 || run.marks[0] != run.marks[1] || run.marks[0] == ' ') return false;
  const std::size_t first = run.cuts[0], second = run.cuts[1] - run.cuts[0],
                    third = run.characters.size() - run.cuts[1];
  const bool day_first = first <= 2 && second <= 2 && (third == 2 || third == 4);
  return day_first || (first == 4 && second <= 2 && third <= 2);
}

bool is_international(std::string_view digits) {
  return digits.size() >= 8 && digits.size() <= 15 && digits[0] != '0';
}
/// As it is dialled in Italy: mobile 3..., landline 0... (the 0 is part of the number).
bool is_national(std::string_view digits) {
  if (digits.starts_with("00")) {
    const auto rest = digits.substr(2);
    return rest.size() >= 9 && is_international(rest);
  }
  if (digits.starts_with('0')) return digits.size() >= 7 && digits.size() <= 11;
  return digits.starts_with('3') && (digits.size() == 9 || digits.size() == 10);
}

std::optional<std::size_t> phone_end(std::string_view text, std::size_t at) {
  const bool plus = text[at] == '+';
  const std::size_t begin = at + (plus ? 1 : 0);
  const Run run = read_run(text, begin, is_digit, "-./", 17);
  if (run.characters.empty() || is_date(run)) return std::nullopt;
  const std::size_t stroke = run.marks.find('/');
  // 070/677123 is a number, 0001234/2026 is one of a register.
  if (stroke != run.marks.npos && (run.cuts[stroke] > 4 || run.cuts[stroke] < 2)) return std::nullopt;
  return longest_end(text, run, plus ? is_international : is_national);
}

std::optional<Detection> detect_at(std::string_view text, std::size_t at) {
  const auto found = [&](Detected kind, std::optional<std::size_t> end) {
    return end ? std::optional(Detection{kind, at, *end - at}) : std::nullopt;
  };
  if (text[at] == '+') return found(Detected::phone, phone_end(text, at));
  if (auto mail = found(Detected::mail, mail_end(text, at))) return mail;
  if (is_letter(text[at])) {
    if (auto iban = found(Detected::iban, iban_end(text, at))) return iban;
    if (auto code = found(Detected::tax_code, tax_code_end(text, at))) return code;
    return found(Detected::plate, plate_end(text, at));
  }
  if (!is_digit(text[at])) return std::nullopt;
  if (auto card = found(Detected::card, card_end(text, at))) return card;
  return found(Detected::phone, phone_end(text, at));
}

/// What a character is worth in an odd place of a tax code, counted from 1 (D.M. 23 December 1976).
constexpr int odd_worth[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                             20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

}  // namespace

std::string_view to_name(Detected kind) {
  return name_in(kinds, kind);
}

bool is_tax_code(std::string_view code) {
  // L: letter; D: digit, or the letter that stands for it when two people would have the same code; M: month.
  constexpr std::string_view form = "LLLLLLDDMDDLDDDL";
  constexpr std::string_view months = "ABCDEHLMPRST", for_digits = "LMNPQRSTUV";
  if (code.size() != form.size()) return false;
  int sum = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    const bool fits = form[i] == 'L'   ? is_letter(c)
                      : form[i] == 'M' ? months.find(c) != months.npos
                                       : is_digit(c) || for_digits.find(c) != for_digits.npos;
    if (!fits) return false;
    const int worth = is_digit(c) ? c - '0' : c - 'A';
    if (i + 1 < code.size()) sum += i % 2 == 0 ? odd_worth[worth] : worth;
  }
  return code.back() == 'A' + sum % 26;
}

bool is_iban(std::string_view code) {
  if (code.size() < 15 || code.size() != iban_length(code) || !is_digit(code[2]) || !is_digit(code[3])) {
    return false;
  }
  int rest = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[(i + 4) % code.size()];
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

bool is_card_number(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19 || digits[0] < '2' || digits[0] > '6') return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int worth = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) worth = worth > 4 ? worth * 2 - 9 : worth * 2;
    sum += worth;
  }
  return sum % 10 == 0;
}

std::vector<Detection> detect(std::string_view text) {
  std::vector<Detection> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = starts_word(text, at) ? detect_at(text, at) : std::nullopt;
    if (found) all.push_back(*found);
    at += found ? found->length : 1;
  }
  return all;
}

std::string mask_detected(std::string_view text) {
  std::string masked;
  std::size_t taken = 0;
  for (const auto& found : detect(text)) {
    masked += text.substr(taken, found.at - taken);
    masked += mask;
    taken = found.at + found.length;
  }
  masked += text.substr(taken);
  return masked;
}

}  // namespace urp
