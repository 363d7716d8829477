// automatic.hpp: what the office says by itself, when, and when it had better be silent. Pure: facts in, a
// decision or the words out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/settings.hpp>
#include <urp/ticket.hpp>

#include "domain/wording.hpp"

namespace urp {

/// What happened, so that something may be said.
enum class Occasion {
  presented,  // a case began
  word,       // the citizen wrote to a case that is there
  closed,     // a case was closed
  waiting,    // the citizen has not answered, and soon cannot be answered any more
};
std::string_view to_name(Occasion occasion);
std::optional<Occasion> occasion(std::string_view name);

/// One message a person in this time, of whatever parts.
inline constexpr std::chrono::hours automatic_pause{12};
/// So long before the window ends the citizen is reminded, and not sooner than so long after our last word.
inline constexpr std::chrono::hours reminded_before{3}, reminded_after{1};

/// What one message is made of, in this order.
struct AutomaticParts {
  bool welcome = false, receipt = false, away = false, closed = false, survey = false, reminder = false;
  bool any() const { return welcome || receipt || away || closed || survey || reminder; }
  bool operator==(const AutomaticParts&) const = default;
};

struct AutomaticFacts {
  Occasion occasion = Occasion::presented;
  TimePoint now{};
  bool first_contact = false;  // we have not written to this person yet
  bool muted = false;
  bool still_so = true;    // the case is closed, or waits, as when it was noted
  bool answered = false;   // a clerk has answered what the citizen wrote
  bool under_way = false;  // an answer of ours has not left or may not have arrived
  bool surveyed = false;   // about this case
  bool office_open = true;
  bool reopens = true;  // there is a next opening
  std::optional<TimePoint> window_closes, last_automatic;
  std::int64_t this_month = 0, last_day = 0;  // automatic messages: of the office, to this person
};

struct AutomaticDecision {
  enum class Kind { speak, wait, silent } kind = Kind::silent;
  AutomaticParts parts;                 // speak
  std::optional<TimePoint> not_before;  // wait
  std::string_view why;                 // silent: for the audit, one word
};
AutomaticDecision decide(const Settings& settings, const Zone& zone, const AutomaticFacts& facts);

/// Anything that may be said on this occasion is switched on.
bool may_speak(const Settings& settings, Occasion occasion);

/// When a citizen who does not answer is reminded: three hours before the window ends, or before the quiet
/// hours that lie there begin. None when that is too soon after our last word.
std::optional<TimePoint> reminder_at(const Settings& settings, const Zone& zone, TimePoint window_closes,
                                     TimePoint last_word);

/// The parts as the settings word them, a blank line between them.
std::string automatic_words(const Settings& settings, const Zone& zone, const AutomaticParts& parts,
                            const WordingValues& values, TimePoint now);

}  // namespace urp
