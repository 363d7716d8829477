#include "domain/automatic.hpp"

#include <algorithm>

#include <urp/deadlines.hpp>
#include <urp/text.hpp>

#include "domain/citizen_times.hpp"
#include "domain/citizen_words.hpp"
#include "domain/names.hpp"
#include "domain/notice.hpp"
#include "domain/survey.hpp"
#include "domain/time_text.hpp"

namespace urp {
namespace {

using Kind = AutomaticDecision::Kind;

constexpr Name<Occasion> occasions[] = {{Occasion::presented, "presented", {}},
                                        {Occasion::word, "word", {}},
                                        {Occasion::closed, "closed", {}},
                                        {Occasion::waiting, "waiting", {}}};
constexpr std::chrono::minutes settle{10};  // an answer that is on its way has arrived, or not
constexpr int longest_name = 60;            // columns

AutomaticDecision silent(std::string_view why) {
  return {Kind::silent, {}, std::nullopt, why};
}

/// It keeps until then, unless the window is closed by that time.
AutomaticDecision wait_until(const AutomaticFacts& facts, TimePoint at, std::string_view else_why) {
  if (!facts.window_closes || at >= *facts.window_closes) return silent(else_why);
  return {Kind::wait, {}, at, {}};
}

AutomaticParts parts_for(const Settings& settings, const AutomaticFacts& facts) {
  const Settings::Automatic& words = settings.automatic;
  AutomaticParts parts;
  const bool is_new = facts.occasion == Occasion::presented;
  if (is_new) {
    parts.welcome = facts.first_contact && !words.welcome.empty();
    parts.receipt = !words.receipt.empty();
  }
  if (is_new || facts.occasion == Occasion::word)
    parts.away = !facts.office_open && facts.reopens && !facts.answered && !words.away.empty();
  if (facts.occasion == Occasion::closed) {
    parts.closed = !words.closed.empty();
    parts.survey = words.survey && !facts.surveyed;
  }
  if (facts.occasion == Occasion::waiting) parts.reminder = !words.reminder.empty();
  if (facts.this_month >= words.budget) {
    const bool receipt = parts.receipt;
    parts = {};
    parts.receipt = receipt;
  }
  return parts;
}

/// It answers nothing that the citizen just wrote: it keeps to civil hours, and lets answers arrive first.
bool is_unasked(Occasion occasion) {
  return occasion == Occasion::closed || occasion == Occasion::waiting;
}

std::string fill(std::string_view letter,
                 const std::vector<std::pair<std::string_view, std::string>>& values) {
  std::string text;
  while (!letter.empty()) {
    const auto open = std::min(letter.find('{'), letter.size());
    text += letter.substr(0, open);
    letter.remove_prefix(open);
    if (letter.empty()) break;
    const auto close = letter.find('}');  // the settings were checked: there is one
    const auto name = letter.substr(1, close - 1);
    for (const auto& [placeholder, value] : values) {
      if (placeholder == name) text += value;
    }
    letter.remove_prefix(close == letter.npos ? letter.size() : close + 1);
  }
  return text;
}

/// A name is a stranger's text: one line, and not for ever.
std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name) plain += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return std::string(without_blanks_around(cut_to_width(plain, longest_name, "")));
}

}  // namespace

std::string_view to_name(Occasion value) {
  return name_in(occasions, value);
}
std::optional<Occasion> occasion(std::string_view name) {
  return value_in(occasions, name);
}

bool may_speak(const Settings& settings, Occasion occasion) {
  const Settings::Automatic& words = settings.automatic;
  switch (occasion) {
    case Occasion::presented:
      return !words.welcome.empty() || !words.receipt.empty() || !words.away.empty();
    case Occasion::word:
      return !words.away.empty();
    case Occasion::closed:
      return !words.closed.empty() || words.survey;
    case Occasion::waiting:
      return !words.reminder.empty();
  }
  return false;
}

AutomaticDecision decide(const Settings& settings, const Zone& zone, const AutomaticFacts& facts) {
  if (facts.muted) return silent("muted");
  if (!facts.still_so) return silent("moved");
  if (!facts.window_closes || *facts.window_closes <= facts.now) return silent("window");
  const auto parts = parts_for(settings, facts);
  if (!parts.any()) return silent(facts.this_month >= settings.automatic.budget ? "budget" : "nothing");
  if (facts.last_day >= settings.automatic.daily) return silent("daily");
  if (facts.last_automatic && facts.now < *facts.last_automatic + automatic_pause) {
    // That the office is closed was just said, or is told by an answer; the rest keeps.
    if (facts.occasion == Occasion::word) return silent("recently");
    return wait_until(facts, *facts.last_automatic + automatic_pause, "recently");
  }
  if (is_unasked(facts.occasion)) {
    if (facts.under_way) return wait_until(facts, facts.now + settle, "under_way");
    const TimePoint civil = quiet_until(settings.notice, zone, facts.now);
    if (civil > facts.now) return wait_until(facts, civil, "quiet");
  }
  return {Kind::speak, parts, std::nullopt, {}};
}

std::optional<TimePoint> reminder_at(const Settings& settings, const Zone& zone, TimePoint window_closes,
                                     TimePoint last_word) {
  TimePoint at = window_closes - reminded_before;
  constexpr std::chrono::minutes step{15};
  const TimePoint earliest = last_word + reminded_after;
  while (at >= earliest && is_quiet(settings.notice, zone, at)) at -= step;
  return at >= earliest ? std::optional(at) : std::nullopt;
}

std::string automatic_words(const Settings& settings, const Zone& zone, const AutomaticParts& parts,
                            const AutomaticValues& values, TimePoint now) {
  const std::string& language = settings.office.language;
  const auto date = [&](TimePoint at) { return citizen_date(language, zone.local(at).date); };
  const std::string name = plain_name(values.name);
  const std::vector<std::pair<std::string_view, std::string>> filled = {
      {"ticket", to_string(values.ticket)},
      {"name", name.empty() ? citizen_word(language) : name},
      {"office", settings.office.name},
      {"presented", date(values.presented)},
      {"due", values.term_due ? date(*values.term_due) : std::string()},
      {"term", citizen_days(language, term_days(settings, values.kind))},
      {"service", values.service.empty() ? settings.office.name : values.service},
      {"next_opening",
       values.next_opening ? citizen_moment(language, zone, *values.next_opening, now) : std::string()},
      {"privacy", settings.privacy.url},
  };
  std::string text;
  const auto add = [&](bool applies, std::string_view letter) {
    if (!applies) return;
    if (!text.empty()) text += "\n\n";
    text += fill(letter, filled);
  };
  const Settings::Automatic& words = settings.automatic;
  add(parts.welcome, words.welcome);
  add(parts.receipt, words.receipt);
  add(parts.away, words.away);
  add(parts.closed, words.closed);
  add(parts.survey, survey_question(language));
  add(parts.reminder, words.reminder);
  return text;
}

}  // namespace urp
