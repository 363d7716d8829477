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
    {"take", N_("{0} takes the ticket")},
    {"new", N_("{0} enters the case")},
    {"release", N_("{0} gives the ticket back")},
    {"assign", N_("{0} hands the ticket to a colleague")},
    {"route", N_("{0} routes the ticket")},
    {"recall", N_("{0} recalls the ticket")},
    {"close", N_("{0} closes the ticket")},
    {"reopen", N_("{0} reopens the ticket")},
    {"contact_merge", N_("two records of the citizen became one")},
    {"contact_part", N_("the citizen has a record of their own again")},
    {"close_silent", N_("the citizen did not answer for long: closed by itself")},
    {"lapse", N_("the ticket is free again: its holder did nothing about it")},
    {"urgent", N_("{0} changes the urgency")},
    {"later", N_("{0} postpones the ticket")},
    {"kind", N_("{0} changes the kind")},
    {"subject", N_("{0} changes the subject")},
    {"identify", N_("{0} says how the citizen is identified")},
    {"tag", N_("{0} changes the tags")},
    {"link", N_("{0} links another ticket")},
    {"unlink", N_("{0} unlinks another ticket")},
    {"merge", N_("{0} merges another ticket into this one")},
    {"merged", N_("{0} merges the ticket into another")},
    {"split", N_("{0} splits the ticket")},
    {"split_off", N_("{0} makes a ticket of its own of it")},
    {"park_expired", N_("the parked answer waited too long: the office's turn again")},
    {"hide", N_("{0} hides a message")},
    {"flag", N_("{0} flags a message")},
    {"unflag", N_("{0} takes a flag back")},
    {"reply", N_("{0} takes the ticket and answers")},
    {"cancel", N_("{0} takes a message back")},
    {"resend", N_("{0} sends a message again")},
    {"arrived_after_all", N_("a message that had failed arrived after all")},
    {"went_out_after_all", N_("a message that was thought not to have left went out after all")},
    {"give_up", N_("{0} gives a message up")},
    {"media_retry", N_("{0} asks for an attachment again")},
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
