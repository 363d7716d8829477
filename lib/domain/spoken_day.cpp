#include "domain/spoken_day.hpp"

#include <charconv>
#include <span>
#include <vector>

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// The first three letters are enough; "mar" is a weekday where one may stand, and a month behind a number.
constexpr std::string_view weekdays[] = {"lunedi",   "martedi",  "mercoledi", "giovedi", "venerdi",
                                         "sabato",   "domenica", "monday",    "tuesday", "wednesday",
                                         "thursday", "friday",   "saturday",  "sunday"};
constexpr std::string_view months[] = {"gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
                                       "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre",
                                       "january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};

/// Words between blanks, commas away, `giovedì` as `giovedi`.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    while (!word.empty() && (word.back() == '\'' || word.back() == ',')) word.pop_back();
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("ì") || rest.starts_with("Ì")) {
      word += 'i';
      ++at;
    } else if (text[at] == ' ' || text[at] == '\t') {
      end();
    } else {
      word += text[at];
    }
  }
  end();
  return words;
}

/// Its place in the list; both languages have one after the other.
std::optional<unsigned> find_name(std::span<const std::string_view> names, std::string_view word) {
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].starts_with(word)) return static_cast<unsigned>(i % (names.size() / 2));
  }
  return std::nullopt;
}

std::optional<unsigned> find_number(std::string_view word, std::size_t most_digits = 2) {
  if (word.empty() || word.size() > most_digits) return std::nullopt;
  unsigned number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

/// Day, month and perhaps year.
struct Written {
  unsigned day = 0, month = 0;
  std::optional<int> year;
};

std::optional<year_month_day> on(const Written& written, year_month_day today, bool past) {
  const auto in_year = [&](int year) {
    return year_month_day{std::chrono::year(year), std::chrono::month(written.month),
                          std::chrono::day(written.day)};
  };
  if (written.year) {
    const auto date = in_year(*written.year);
    return date.ok() ? std::optional(date) : std::nullopt;
  }
  constexpr int to_next_leap_year = 8;
  for (int away = 0; away <= to_next_leap_year; ++away) {
    const auto date = in_year(static_cast<int>(today.year()) + (past ? -away : away));
    if (date.ok() && (past ? date <= today : date >= today)) return date;
  }
  return std::nullopt;
}

/// `26/11` `26/11/2026` `26.11.2026`
std::optional<Written> find_numeric(std::string_view word) {
  const auto sign = word.find_first_of("/.");
  if (sign == word.npos) return std::nullopt;
  Written written;
  const auto day = find_number(word.substr(0, sign));
  std::string_view rest = word.substr(sign + 1);
  const auto second = rest.find(word[sign]);
  const auto month = find_number(rest.substr(0, second));
  if (!day || !month) return std::nullopt;
  written.day = *day;
  written.month = *month;
  if (second == rest.npos) return word[sign] == '/' ? std::optional(written) : std::nullopt;
  const auto year =
      rest.substr(second + 1).size() == 4 ? find_number(rest.substr(second + 1), 4) : std::nullopt;
  if (!year) return std::nullopt;
  written.year = static_cast<int>(*year);
  return written;
}

unsigned weekday_of(year_month_day date) {
  return std::chrono::weekday(sys_days(date)).iso_encoding() - 1;
}

/// The next, or the last, day that fits; within a month for a day of the month, and never today.
template <class Fits>
std::optional<year_month_day> nearest(year_month_day today, bool past, int most, Fits fits) {
  for (int away = 1; away <= most; ++away) {
    const year_month_day date(sys_days(today) + days(past ? -away : away));
    if (fits(date)) return date;
  }
  return std::nullopt;
}

class DayReader {
 public:
  DayReader(std::vector<std::string> words, year_month_day today, bool past)
      : words_(std::move(words)), today_(today), past_(past) {}

  std::optional<SpokenDay> read() {
    const auto date = read_date();
    if (!date) return std::nullopt;
    SpokenDay spoken{*date, {}};
    for (; at_ < words_.size(); ++at_) spoken.clock += (spoken.clock.empty() ? "" : " ") + word();
    return spoken;
  }

 private:
  std::string word(std::size_t ahead = 0) const {
    return at_ + ahead < words_.size() ? words_[at_ + ahead] : std::string();
  }

  std::optional<year_month_day> read_date() {
    if (word() == "dopodomani") {
      ++at_;
      return year_month_day(sys_days(today_) + days(2));
    }
    const auto weekday = find_name(weekdays, word());
    if (weekday) ++at_;
    const auto written = read_written();
    if (written) {
      const auto date = on(*written, today_, past_);
      return date && weekday && weekday_of(*date) != *weekday ? std::nullopt : date;
    }
    if (!weekday) return std::nullopt;
    if (const auto day = find_number(word())) {  // `lun 23, 09:04`
      ++at_;
      return nearest(today_, past_, past_ ? 366 : 31, [&](year_month_day date) {
        return static_cast<unsigned>(date.day()) == *day && weekday_of(date) == *weekday;
      });
    }
    return nearest(today_, past_, 7, [&](year_month_day date) { return weekday_of(date) == *weekday; });
  }

  std::optional<Written> read_written() {
    if (const auto numeric = find_numeric(word())) {
      ++at_;
      return numeric;
    }
    const auto day = find_number(word());
    const auto month = find_name(months, word(1));
    if (!day || !month) return std::nullopt;
    at_ += 2;
    Written written{*day, *month + 1, {}};
    if (word().size() == 4) {
      if (const auto year = find_number(word(), 4)) {
        written.year = static_cast<int>(*year);
        ++at_;
      }
    }
    return written;
  }

  std::vector<std::string> words_;
  std::size_t at_ = 0;
  year_month_day today_;
  bool past_;
};

/// `ore`, `giorni`, `min` as the letter that find_duration knows.
char unit_of(std::string_view word) {
  struct Unit {
    std::string_view beginning;
    char letter;
  };
  static constexpr Unit units[] = {{"sec", 's'}, {"min", 'm'}, {"or", 'h'},   {"hour", 'h'}, {"giorn", 'd'},
                                   {"gg", 'd'},  {"day", 'd'}, {"sett", 'w'}, {"week", 'w'}};
  if (word.size() == 1) return word.front();
  for (const Unit& unit : units) {
    if (word.starts_with(unit.beginning)) return unit.letter;
  }
  return '\0';
}

}  // namespace

std::optional<SpokenDay> find_spoken_day(std::string_view text, year_month_day today, bool past) {
  return DayReader(words_of(text), today, past).read();
}

std::string spoken_clock(std::string_view text) {
  bool named = false;
  for (const std::string_view before : {"alle ", "ore ", "at "}) {
    if (!text.starts_with(before)) continue;
    named = true;
    text = without_blanks_around(text.substr(before.size()));
  }
  return std::string(text) + (named && find_number(text) ? ":00" : "");
}

std::optional<Seconds> find_spoken_duration(std::string_view text) {
  Seconds length{};
  bool any = false;
  char last = '\0';
  while (!text.empty()) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0) return std::nullopt;
    std::string piece(text.substr(0, digits));
    text = without_blanks_around(text.substr(digits));
    const auto unit_end = std::min(text.find_first_of("0123456789 "), text.size());
    const std::string_view unit = text.substr(0, unit_end);
    // `1h25`: what follows the hours without a unit are minutes.
    const char letter = unit.empty() && last == 'h' ? 'm' : unit_of(unit);
    const auto part = find_duration(piece + letter);
    if (!part) return std::nullopt;
    length += *part;
    any = true;
    last = letter;
    text = without_blanks_around(text.substr(unit_end));
  }
  return any ? std::optional(length) : std::nullopt;
}

}  // namespace urp
