#include "event_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "layout.hpp"
#include "say.hpp"
#include "term_words.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// An answer that also made somebody the holder.
bool takes_ticket(const Event& event) {
  return std::any_of(event.changes.begin(), event.changes.end(),
                     [](const Change& change) { return change.field == "clerk"; });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// A value of the audit chain as people say it.
std::string value_words(const std::string& field, const std::string& value, const Telling& telling) {
  if (field == "kind") {
    if (const auto kind = ticket_kind(value)) return kind_word(*kind);
  } else if (field == "outcome") {
    if (const auto known = outcome(value)) return outcome_word(*known);
  } else if (field == "ground") {
    const auto ground = term_ground(value);
    return ground ? ground_words(*ground) : ground_word(value);
  } else if (field == "masked") {
    return {};
  } else if (field == "identified") {
    if (const auto known = identified(value)) return identified_word(*known);
  } else if (field == "letter") {
    return dispatch_words(value);
  } else if (field == "what") {
    return letter_word(value);
  } else if (field == "opinion") {
    if (const auto opinion = survey_answer(value)) return opinion_word(*opinion);
  } else if (field == "by") {
    if (value == "phone") return _("by phone");
    if (value == "mail") return _("by mail");
    if (value == "desk") return _("at the desk");
  } else if (field == "urgent") {
    return value == "true" ? _("urgent") : _("not urgent");
  } else if (field == "postponed_until" || (field == "until" && is_number(value))) {
    std::int64_t seconds = 0;
    std::from_chars(value.data(), value.data() + value.size(), seconds);
    return until_time(TimePoint(Seconds(seconds)), telling.now, telling.zone);
  } else if (field == "term_due_at") {
    std::int64_t seconds = 0;
    std::from_chars(value.data(), value.data() + value.size(), seconds);
    return say(_("term by {0}"), spoken_date(TimePoint(Seconds(seconds)), telling.now, telling.zone));
  }
  return one_line(value);
}

/// What the sentence does not say yet; empty when it says it all.
std::string change_words(const Event& event, const Change& change, const Telling& telling) {
  constexpr std::array unsaid = {
      "state",         "status",    "content",     "hidden",      "shown_in",  // by verb and message
      "waiting_since", "closed_at", "clerk_since", "term_due_at", "lead",     "last", "undo", "flag_note"};
  if (std::find(unsaid.begin(), unsaid.end(), change.field) != unsaid.end()) return {};
  if (change.field == "outcome" && event.verb != "close" && event.verb != "close_silent")
    return {};                                                                // follows from the verb
  if (change.field == "postponed_until" && event.verb != "later") return {};  // over, whatever was done
  if (change.field == "clerk") return event.verb == "assign" ? one_line(change.after.value_or("-")) : "";
  if (change.field == "tag") {
    return change.after ? "+" + one_line(*change.after) : "-" + one_line(change.before.value_or(""));
  }
  if (change.field == "reason") return quoted(telling.style, one_line(change.after.value_or("")));
  if (change.field == "postponed_until" && !change.after) return _("back in sight");
  const auto value = [&](const std::string& of) { return value_words(change.field, of, telling); };
  if ((change.field == "ground" || change.field == "service") && !change.after)
    return value(change.before.value_or(""));
  if (change.field == "until" && !change.after) return {};  // the block that is over had an end
  const bool result_alone = !change.before || change.field == "letter" || change.field == "urgent" ||
                            change.field == "postponed_until" || change.field == "term_due_at";
  if (result_alone) return change.after ? value(*change.after) : "-";
  return fmt::format("{} -> {}", value(*change.before), change.after ? value(*change.after) : "-");
}

const char* verb_sentence(EventVerb verb) {
  switch (verb) {
    case EventVerb::receive:
      return _("a message of the citizen came in");
    case EventVerb::edit:
      return _("the citizen edited a message");
    case EventVerb::revoke:
      return _("the citizen withdrew a message");
    case EventVerb::reaction:
      return _("the citizen reacted to a message");
    case EventVerb::echo:
      return _("an answer was sent from the office's telephone");
    case EventVerb::delivery:
      return _("a message moved on its way");
    case EventVerb::media:
      return _("an attachment was fetched, or could not be");
    case EventVerb::media_retry:
      return _("{0} asks for an attachment again");
    case EventVerb::read:
      return _("{0} reads the ticket");
    case EventVerb::note:
      return _("{0} writes a note");
    case EventVerb::reply:
      return _("{0} takes the ticket and answers");
    case EventVerb::react:
      return _("{0} reacts to a message");
    case EventVerb::cancel:
      return _("{0} takes a message back");
    case EventVerb::resend:
      return _("{0} sends a message again");
    case EventVerb::arrived_after_all:
      return _("a message that had failed arrived after all");
    case EventVerb::went_out_after_all:
      return _("a message that was thought not to have left went out after all");
    case EventVerb::give_up:
      return _("{0} gives a message up");
    case EventVerb::park_expired:
      return _("the parked answer waited too long: the office's turn again");
    case EventVerb::take:
      return _("{0} takes the ticket");
    case EventVerb::release:
      return _("{0} gives the ticket back");
    case EventVerb::assign:
      return _("{0} hands the ticket to a colleague");
    case EventVerb::lapse:
      return _("the ticket is free again: its holder did nothing about it");
    case EventVerb::close:
      return _("{0} closes the ticket");
    case EventVerb::reopen:
      return _("{0} reopens the ticket");
    case EventVerb::later:
      return _("{0} postpones the ticket");
    case EventVerb::urgent:
      return _("{0} changes the urgency");
    case EventVerb::kind:
      return _("{0} changes the kind");
    case EventVerb::subject:
      return _("{0} changes the subject");
    case EventVerb::identify:
      return _("{0} says how the citizen is identified");
    case EventVerb::tag:
      return _("{0} changes the tags");
    case EventVerb::route:
      return _("{0} routes the ticket");
    case EventVerb::recall:
      return _("{0} recalls the ticket");
    case EventVerb::enter:
      return _("{0} enters the case");
    case EventVerb::link:
      return _("{0} links another ticket");
    case EventVerb::unlink:
      return _("{0} unlinks another ticket");
    case EventVerb::merge:
      return _("{0} merges another ticket into this one");
    case EventVerb::merged:
      return _("{0} merges the ticket into another");
    case EventVerb::split:
      return _("{0} splits the ticket");
    case EventVerb::split_off:
      return _("{0} makes a ticket of its own of it");
    case EventVerb::flag:
      return _("{0} flags a message");
    case EventVerb::hide:
      return _("{0} hides a message");
    case EventVerb::unflag:
      return _("{0} takes a flag back");
    case EventVerb::block:
      return _("{0} blocks the person");
    case EventVerb::unblock:
      return _("{0} unblocks the person");
    case EventVerb::contact_note:
      return _("{0} writes a note on the person");
    case EventVerb::contact_name:
      return _("{0} names the person");
    case EventVerb::contact_merge:
      return _("two records of the citizen became one");
    case EventVerb::contact_part:
      return _("the citizen has a record of their own again");
    case EventVerb::contacts_apart:
      return _("{0} says that two records are of different people");
    case EventVerb::close_silent:
      return _("the citizen did not answer for long: closed by itself");
    case EventVerb::identity:
      return _("the person's number or name at WhatsApp changed");
    case EventVerb::subscribe:
      return _("the person subscribed to a topic");
    case EventVerb::unsubscribe:
      return _("the person unsubscribed from a topic");
    case EventVerb::opt_out:
      return _("the person stopped our notices in WhatsApp");
    case EventVerb::opt_in:
      return _("the person allows our notices in WhatsApp again");
    case EventVerb::notice_new:
      return _("{0} writes a notice");
    case EventVerb::notice_schedule:
      return _("{0} schedules a notice");
    case EventVerb::notice_rehearse:
      return _("{0} rehearses a notice");
    case EventVerb::notice_approve:
      return _("{0} approves a notice");
    case EventVerb::notice_start:
      return _("a notice begins to leave");
    case EventVerb::notice_pause:
      return _("{0} pauses a notice");
    case EventVerb::notice_resume:
      return _("{0} resumes a notice");
    case EventVerb::notice_cancel:
      return _("{0} cancels a notice");
    case EventVerb::notice_retry:
      return _("{0} tries again those a notice did not reach");
    case EventVerb::notice_stop:
      return _("a notice stopped by itself");
    case EventVerb::notice_expire:
      return _("a notice expired");
    case EventVerb::notice_end:
      return _("a notice is done");
    case EventVerb::channel_event:
      return _("WhatsApp told something about the account");
    case EventVerb::channel_start:
      return _("sending starts again");
    case EventVerb::channel_stop:
      return _("sending is stopped");
    case EventVerb::adopt:
      return _("{0} says that the database belongs here");
    case EventVerb::export_rows:
      return _("{0} exports data");
    case EventVerb::letter:
      return _("a letter to a service moved on its way");
    case EventVerb::service_answer:
      return _("the service answered");
    case EventVerb::remind:
      return _("the service was reminded");
    case EventVerb::mail_attach:
      return _("{0} files a letter in the ticket");
    case EventVerb::mail_dismiss:
      return _("{0} dismisses a mail that belongs to no case");
    case EventVerb::automatic:
      return _("an automatic message was written");
    case EventVerb::survey:
      return _("the citizen answered the survey");
    case EventVerb::term_suspend:
      return _("{0} suspends the term");
    case EventVerb::term_resume:
      return _("{0} lets the term run again");
    case EventVerb::note_strike:
      return _("{0} strikes a note out");
    case EventVerb::warn:
      return _("{0} warns the citizen");
    case EventVerb::suspect:
      return _("a rule suspects a message");
    case EventVerb::report:
      return _("{0} makes a report of the ticket");
    case EventVerb::unseal:
      return _("{0} reads what was hidden");
    case EventVerb::redact:
      return _("{0} masks a part of a message");
    case EventVerb::unredact:
      return _("{0} takes the mask off a message");
    case EventVerb::contact_access:
      return _("{0} takes out all that is held about the person");
    case EventVerb::contact_erase:
      return _("{0} erases the person");
    case EventVerb::contact_hold:
      return _("{0} forbids the erasure of the person");
    case EventVerb::contact_unhold:
      return _("{0} allows the erasure of the person again");
    case EventVerb::purge:
      return _("{0} destroys what is past its time");
    case EventVerb::backup:
      return _("{0} makes a backup");
    case EventVerb::restore:
      return _("{0} restores a backup");
    case EventVerb::audit_head:
      return _("the head of the audit chain was taken out");
    case EventVerb::protocol:
      return _("{0} enters the number of the register");
    case EventVerb::publish:
      return _("{0} allows the publication of the ticket");
    case EventVerb::unpublish:
      return _("{0} takes the publication of the ticket back");
  }
  return "{0}";
}

}  // namespace

std::string verb_words(EventVerb verb, const std::string& clerk) {
  return say(verb_sentence(verb), one_line(clerk));
}

bool is_told(const Event& event) {
  switch (event_verb(event.verb).value_or(EventVerb::close)) {
    case EventVerb::delivery:
    case EventVerb::media:
    case EventVerb::cancel:
    case EventVerb::note:
    case EventVerb::react:
    case EventVerb::edit:
    case EventVerb::revoke:
    case EventVerb::reaction:
    case EventVerb::echo:
    case EventVerb::automatic:
      return true;
    case EventVerb::reply:
      return !takes_ticket(event);
    default:
      return false;
  }
}

std::string event_words(const Event& event, const Telling& telling) {
  const auto verb = event_verb(event.verb);
  std::string words = verb ? verb_words(*verb, event.actor.clerk)
                           : one_line(event.actor.clerk) + ": " + one_line(event.verb);  // of a newer urp
  if (verb == EventVerb::reply) return words;  // its changes stand beside the answer
  std::string details;
  for (const Change& change : event.changes) {
    std::string detail = change_words(event, change, telling);
    if (!verb) detail = one_line(change.field) + " " + detail;
    if (!detail.empty()) details += (details.empty() ? "" : ", ") + detail;
  }
  return details.empty() ? words : words + ": " + details;
}

}  // namespace urp::cli
