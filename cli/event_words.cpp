#include "event_words.hpp"

#include <algorithm>
#include <charconv>

#include "layout.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct EventSentence {
  std::string_view verb;
  const char* sentence;
};
constexpr EventSentence sentences[] = {
    {"take", later("{0} takes the ticket")},
    {"new", later("{0} enters the case")},
    {"release", later("{0} gives the ticket back")},
    {"assign", later("{0} hands the ticket to a colleague")},
    {"route", later("{0} routes the ticket")},
    {"recall", later("{0} recalls the ticket")},
    {"close", later("{0} closes the ticket")},
    {"reopen", later("{0} reopens the ticket")},
    {"contact_merge", later("two records of the citizen became one")},
    {"contact_part", later("the citizen has a record of their own again")},
    {"close_silent", later("the citizen did not answer for long: closed by itself")},
    {"lapse", later("the ticket is free again: its holder did nothing about it")},
    {"urgent", later("{0} changes the urgency")},
    {"later", later("{0} postpones the ticket")},
    {"kind", later("{0} changes the kind")},
    {"subject", later("{0} changes the subject")},
    {"identify", later("{0} says how the citizen is identified")},
    {"tag", later("{0} changes the tags")},
    {"link", later("{0} links another ticket")},
    {"unlink", later("{0} unlinks another ticket")},
    {"merge", later("{0} merges another ticket into this one")},
    {"merged", later("{0} merges the ticket into another")},
    {"split", later("{0} splits the ticket")},
    {"split_off", later("{0} makes a ticket of its own of it")},
    {"park_expired", later("the parked answer waited too long: the office's turn again")},
    {"hide", later("{0} hides a message")},
    {"flag", later("{0} flags a message")},
    {"unflag", later("{0} takes a flag back")},
    {"reply", later("{0} takes the ticket and answers")},
    {"cancel", later("{0} takes a message back")},
    {"resend", later("{0} sends a message again")},
    {"arrived_after_all", later("a message that had failed arrived after all")},
    {"went_out_after_all", later("a message that was thought not to have left went out after all")},
    {"give_up", later("{0} gives a message up")},
    {"media_retry", later("{0} asks for an attachment again")},
};

/// An answer that also made somebody the holder.
bool takes_ticket(const Event& event) {
  return std::any_of(event.changes.begin(), event.changes.end(),
                     [](const Change& change) { return change.field == "clerk"; });
}

/// A value of the audit chain as people say it.
std::string value_words(const std::string& field, const std::string& value, const Telling& telling) {
  if (field == "kind") {
    if (const auto kind = ticket_kind(value)) return kind_word(*kind);
  } else if (field == "outcome") {
    if (const auto known = outcome(value)) return outcome_word(*known);
  } else if (field == "ground") {
    return ground_word(value);
  } else if (field == "identified") {
    if (const auto known = identified(value)) return identified_word(*known);
  } else if (field == "urgent") {
    return value == "true" ? _("urgent") : _("not urgent");
  } else if (field == "postponed_until") {
    std::int64_t seconds = 0;
    std::from_chars(value.data(), value.data() + value.size(), seconds);
    return until_time(TimePoint(Seconds(seconds)), telling.now, telling.zone);
  }
  return one_line(value);
}

/// What the sentence does not say yet; empty when it says it all.
std::string change_words(const Event& event, const Change& change, const Telling& telling) {
  if (change.field == "state" || change.field == "content" || change.field == "hidden")
    return {};  // said by the verb, by the message
  if (change.field == "clerk") return event.verb == "assign" ? one_line(change.after.value_or("-")) : "";
  if (change.field == "tag") {
    return change.after ? "+" + one_line(*change.after) : "-" + one_line(change.before.value_or(""));
  }
  if (change.field == "reason") return quoted(telling.look, one_line(change.after.value_or("")));
  if (change.field == "postponed_until" && !change.after) return _("back in sight");
  const auto value = [&](const std::string& of) { return value_words(change.field, of, telling); };
  if (change.field == "ground" && !change.after) return value(change.before.value_or(""));
  const bool result_alone = !change.before || change.field == "urgent" || change.field == "postponed_until";
  if (result_alone) return change.after ? value(*change.after) : "-";
  return fmt::format("{} -> {}", value(*change.before), change.after ? value(*change.after) : "-");
}

}  // namespace

bool is_told(const Event& event) {
  if (event.verb == "delivery" || event.verb == "media" || event.verb == "cancel" || event.verb == "note")
    return true;
  return event.verb == "reply" && !takes_ticket(event);
}

std::string event_words(const Event& event, const Telling& telling) {
  const std::string clerk = one_line(event.actor.clerk);
  std::string words;
  for (const EventSentence& known : sentences) {
    if (known.verb == event.verb) words = say(_(known.sentence), clerk);
  }
  const bool is_known = !words.empty();
  if (!is_known) words = clerk + ": " + one_line(event.verb);
  if (event.verb == "reply") return words;  // its changes stand beside the answer
  std::string details;
  for (const Change& change : event.changes) {
    std::string detail = change_words(event, change, telling);
    if (!is_known) detail = one_line(change.field) + " " + detail;
    if (!detail.empty()) details += (details.empty() ? "" : ", ") + detail;
  }
  return details.empty() ? words : words + ": " + details;
}

}  // namespace urp::cli
