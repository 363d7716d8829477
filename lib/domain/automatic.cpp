#include "domain/automatic.hpp"

#include <algorithm>

#include "domain/names.hpp"
#include "domain/notice.hpp"
#include "domain/survey.hpp"

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
                            const WordingValues& values, TimePoint now) {
  std::string text;
  const auto add = [&](bool applies, std::string_view letter) {
    if (!applies) return;
    if (!text.empty()) text += "\n\n";
    text += fill_wording(settings, zone, letter, values, now);
  };
  const Settings::Automatic& words = settings.automatic;
  add(parts.welcome, words.welcome);
  add(parts.receipt, words.receipt);
  add(parts.away, words.away);
  add(parts.closed, words.closed);
  add(parts.survey, survey_question(settings.office.language));
  add(parts.reminder, words.reminder);
  return text;
}

}  // namespace urp
