#include "intake/project.hpp"

#include <algorithm>

#include "domain/citizen_words.hpp"
#include "domain/deadlines.hpp"
#include "domain/part_people.hpp"
#include "domain/routing.hpp"
#include "domain/subscription.hpp"
#include "domain/threading.hpp"
#include "domain/window.hpp"
#include "intake/project_steps.hpp"
#include "office/patterns.hpp"
#include "office/seal.hpp"
#include "store/arrange.hpp"
#include "store/blocks.hpp"
#include "store/contacts.hpp"
#include "store/figures.hpp"
#include "store/messages.hpp"
#include "store/notices.hpp"
#include "store/opt_outs.hpp"
#include "store/outbox.hpp"
#include "store/queue.hpp"
#include "store/responders.hpp"
#include "store/services.hpp"
#include "store/subscriptions.hpp"
#include "store/ticket_changes.hpp"
#include "store/tickets.hpp"
#include "store/untouched.hpp"

namespace urp::intake {
namespace {

using store::PartOutcome;

constexpr std::chrono::hours confirmed_once{12};  // who switches to and fro hears each word once in this time

bool names_erased(const store::ErasureRegister& erased, const PartContent& content, TimePoint received_at) {
  const auto spoken = people_of(content);
  const TimePoint at = trusted_time(spoken.at, received_at);
  return std::any_of(spoken.people.begin(), spoken.people.end(), [&](const Sender& person) {
    return erased.holds("phone", person.phone, at) || erased.holds("user_id", person.user_id, at) ||
           erased.holds("parent_user_id", person.parent_user_id, at);
  });
}

}  // namespace

Projector::Projector(const Office::Local& office, db::Writer& db, JournalId journal, TimePoint received_at,
                     bool live)
    : office_(&office), db_(&db), journal_(journal), received_at_(received_at), live_(live) {
}

Projected Projector::project(const Part& part) {
  const auto& ours = office_->options.settings.whatsapp.phone_number_id;
  if (!ours.empty() && !part.phone_number_id.empty() && part.phone_number_id != ours) {
    if (std::holds_alternative<ChannelNotice>(part.content)) return {PartOutcome::kept, {}};
    return {PartOutcome::unhandled, std::string(store::for_another_number)};
  }
  number_ = store::number_row(*db_, part.phone_number_id.empty() ? ours : part.phone_number_id);
  if (!part.display_phone_number.empty()) learn_display_number(part.display_phone_number);
  if (is_of_erased(part.content)) return {PartOutcome::erased, {}};
  return std::visit([this](const auto& content) { return put(content); }, part.content);
}

/// WhatsApp delivers for days: what was destroyed since does not come back that way.
bool Projector::is_of_erased(const PartContent& content) const {
  const auto erased = [this](const std::string& wamid) {
    return store::is_erased_message(*db_, number_, wamid) ||
           (erased_ != nullptr && erased_->holds_message(wamid));
  };
  if (erased_ != nullptr && names_erased(*erased_, content, received_at_)) return true;
  if (const auto* message = std::get_if<InboundMessage>(&content)) return erased(message->wamid);
  if (const auto* echo = std::get_if<Echo>(&content)) return erased(echo->message.wamid);
  if (const auto* status = std::get_if<StatusUpdate>(&content)) return erased(status->wamid);
  const auto* amendment = std::get_if<InboundAmendment>(&content);
  return amendment && (erased(amendment->target_wamid) || erased(amendment->wamid));
}

Projected Projector::put(const InboundMessage& message) {
  auto& db = *db_;
  const auto& settings = office_->options.settings;
  if (const auto known = store::find_message(db, number_, message.wamid)) {
    if (known->understood || !message.understood) return duplicate();
    store::replace_content(db, known->id, message);
    encrypt_sealed(db, settings, known->id);
    db.record("receive", known->ticket, known->number, {content_of(message)});
    return {};
  }
  if (!message.responder.empty()) return keep_for_another(message);
  const TimePoint at = trusted_time(message.at, received_at_);
  std::vector<Change> changes = {content_of(message)};
  const ContactId contact = store::resolve_sender(db, message.sender, at, changes);
  store::note_held_here(db, contact, number_, at);
  const bool muted = is_muted(contact, message, at);
  const auto candidates = store::list_candidates(db, contact);
  const auto quoted = find_named(db, number_, message.quoted_wamid, contact);
  constexpr Placement loose{Placement::Kind::loose, std::nullopt, std::nullopt, false};
  SurveyAnswer opinion{};
  const auto surveyed = surveyed_ticket(message, contact, at, opinion);
  const auto addressed = addressed_ticket(db, message, quoted, contact);
  const bool remark = quoted && addressed && is_late_remark(*addressed, quoted->id, at);
  const auto placement =
      muted || surveyed || remark ? loose : place_message(settings, message, at, addressed, candidates);
  if (muted) store::count_muted(db, contact);
  const auto notice = quoted ? store::notice_of(db, quoted->id) : std::nullopt;

  store::Arrival arrival;
  arrival.contact = contact;
  arrival.number = number_;
  arrival.journal = journal_;
  arrival.at = at;
  arrival.received_at = received_at_;
  if (quoted) arrival.quoted = quoted->id;
  if (placement.kind == Placement::Kind::loose) {
    if (is_subscription_word(settings, message)) arrival.purpose = "subscription";
    if (surveyed || remark) arrival.purpose = "survey";
  } else {
    if (placement.kind == Placement::Kind::open_new) {
      store::NewTicket fresh;
      fresh.contact = contact;
      fresh.number = number_;
      fresh.presented_at = at;
      fresh.first_answer_due_at = first_answer_due(settings, office_->zone, at);
      fresh.term_due_at = term_due(settings, office_->zone, fresh.kind, at);
      fresh.linked_to = placement.linked_to;
      arrival.ticket = store::add_ticket(db, fresh);
      changes.push_back({"state", std::nullopt, "new"});
    } else {
      arrival.ticket = placement.ticket;
    }
    const auto before = store::get_change_view(db, *arrival.ticket);
    const bool joins = same_burst(before.last_message_at, at);
    const auto moved =
        store::move_ticket(db, *arrival.ticket, before,
                           ticket_move::Arrived{at, placement.takes_turn,
                                                make_preview(message, before.preview.value_or(""), joins)});
    arrival.number_in_ticket = moved.after.messages;
    if (notice) {  // urp inbox --tag NOTICE
      store::add_tag(db, *arrival.ticket, *notice);
      changes.push_back({"notice", std::nullopt, *notice});
    }
    changes.insert(changes.end(), moved.changes.begin(), moved.changes.end());
    follow_rules(*arrival.ticket, message, at, changes);
  }
  const auto id = store::add_message(db, message, arrival);
  join_by_token(db, number_, contact, id, message.wamid);
  // What is written in a group opens no window to the person, and is not answered privately.
  const bool privately = message.group.empty();
  if (privately) store::extend_window(db, contact, number_, at);
  if (arrival.ticket) note_suspicion(db, settings.moderation, message, arrival, id);
  if (surveyed && !muted) keep_opinion(*surveyed, opinion, at);
  if (arrival.purpose == "subscription") follow_wish(contact, message, id, at, muted || !privately);
  // What comes late opens none.
  const bool opens = privately && open_window(window_end(at, std::nullopt), received_at_);
  if (opens) store::release_parked(db, contact);
  const bool waits = arrival.ticket && placement.takes_turn;
  if (opens && waits && live_)
    expect_automatic(*arrival.ticket, placement.kind == Placement::Kind::open_new, at);
  db.record("receive", arrival.ticket, arrival.number_in_ticket, changes);
  return outcome_of(message);
}

/// What the person writes is the evidence. It is confirmed once, by a word that costs nothing: they have just
/// written.
void Projector::follow_wish(ContactId contact, const InboundMessage& message, MessageId evidence,
                            TimePoint at, bool muted) {
  auto& db = *db_;
  const auto& settings = office_->options.settings;
  const auto wish = read_wish(settings, message.text.value_or(""));
  if (!wish) return;
  store::ConsentSource source;
  source.message = evidence;
  source.text_version = settings.privacy.version;
  const std::string& language = settings.office.language;
  std::string words;
  switch (wish->kind) {
    case SubscriptionWish::Kind::on:
      if (took_back_later(contact, wish->topic->slug, at)) return;
      // Who asks anew takes back an earlier stop at WhatsApp.
      store::take_back_opt_out(db, contact, number_, at);
      if (store::subscribe(db, contact, wish->topic->slug, at, source)) {
        words = subscribed_words(language, wish->topic->name, wish->topic->off.front(), settings.office.name,
                                 settings.privacy.url);
      }
      break;
    case SubscriptionWish::Kind::off:
      if (!store::unsubscribe(db, contact, wish->topic->slug, at, source).empty())
        words = unsubscribed_words(language, wish->topic->name, wish->topic->on.front());
      break;
    case SubscriptionWish::Kind::stop:
      if (!store::unsubscribe(db, contact, std::nullopt, at, source).empty()) words = stopped_words(language);
      break;
  }
  const auto window = open_window(window_end(at, std::nullopt), received_at_);
  if (words.empty() || muted || !window || !live_) return;
  if (store::was_told(db, contact, words, db.now() - confirmed_once, db.now())) return;
  store::NewOutgoing answer;
  answer.contact = contact;
  answer.number = number_;
  answer.text = std::move(words);
  answer.automatic = true;
  answer.purpose = "subscription";
  answer.at = db.now();
  answer.not_before = office_->real_now();
  store::queue_loose(db, *window, answer);
}

/// Whatever names a known person by phone and user id together says that they are one; it makes nobody known.
void Projector::meet(const Sender& person, TimePoint at) {
  if (person.phone.empty() || person.user_id.empty() || !store::find_sender(*db_, person, at)) return;
  std::vector<Change> changes;
  const ContactId contact = store::resolve_sender(*db_, person, at, changes);
  if (changes.empty()) return;
  changes.insert(changes.begin(), {"contact", std::nullopt, to_string(contact)});
  db_->record("identity", std::nullopt, std::nullopt, changes);
}

/// A newer No that came earlier stands, also where there was nothing to end yet.
bool Projector::took_back_later(ContactId contact, const std::string& topic, TimePoint at) const {
  const auto later = store::list_wishes_since(*db_, contact, at);
  return std::any_of(later.begin(), later.end(), [&](const std::string& words) {
    const auto wish = read_wish(office_->options.settings, words);
    if (!wish || wish->kind == SubscriptionWish::Kind::on) return false;
    return wish->kind == SubscriptionWish::Kind::stop || wish->topic->slug == topic;
  });
}

std::optional<RuleMatch> Projector::match(const InboundMessage& message, TimePoint at) const {
  const auto& settings = office_->options.settings;
  if (settings.rules.empty()) return std::nullopt;
  RuleCase what{message.text.value_or(""), at, {}};
  const bool voice = message.media && message.media->voice;
  what.has.push_back(voice ? "voice" : message.type == "contacts" ? "contact" : message.type);
  return match_rule(settings, office_->zone, what, patterns_of(settings));
}

/// Nobody hears a blocked person, except where a rule says that it is urgent.
bool Projector::is_muted(ContactId contact, const InboundMessage& message, TimePoint at) const {
  if (!store::is_blocked(*db_, contact)) return false;
  const auto found = match(message, at);
  return !found || !found->rule->urgent;
}

/// The first rule that matches a message has its say: people greet first and say what it is about later. A
/// case that a clerk has touched is theirs to mark.
void Projector::follow_rules(TicketId ticket, const InboundMessage& message, TimePoint at,
                             std::vector<Change>& changes) {
  auto& db = *db_;
  const auto& settings = office_->options.settings;
  const auto found = match(message, at);
  if (!found || store::is_touched(db, ticket)) return;
  const auto view = store::get_change_view(db, ticket);
  if (turn_of(view.state) != Turn::office) return;
  const auto& rule = *found->rule;
  changes.push_back({"rule", std::nullopt, std::to_string(found->number)});
  const auto move = [&](const TicketMove& step) {
    const auto moved = store::move_ticket(db, ticket, step).changes;
    changes.insert(changes.end(), moved.begin(), moved.end());
  };
  if (rule.kind && *rule.kind != view.kind) {
    move(ticket_move::Classified{*rule.kind,
                                 term_due(settings, office_->zone, *rule.kind, view.presented_at)});
  }
  if (rule.urgent && !view.urgent) move(ticket_move::Marked{true});
  if (rule.tag) store::add_tag(db, ticket, *rule.tag);
  // What is repeated from the journal was handed over when it came.
  if (rule.apply == "route" && live_) hand_over(ticket, rule.service, found->number);
}

/// By the rule, nobody's hand: the case has no holder.
void Projector::hand_over(TicketId ticket, const std::string& service, int rule) {
  auto& db = *db_;
  const auto& settings = office_->options.settings;
  const auto known = std::find_if(settings.services.begin(), settings.services.end(),
                                  [&](const Settings::Service& one) { return one.slug == service; });
  const bool mailed = known != settings.services.end() && gets_mail(settings, *known);
  store::NewDispatch dispatch;
  dispatch.ticket = ticket;
  dispatch.service = service;
  dispatch.lead = true;
  dispatch.state = mailed ? "queued" : "by_hand";
  store::add_dispatch(db, dispatch);
  std::vector<Change> changes = {{"service", std::nullopt, service},
                                 {"rule", std::nullopt, std::to_string(rule)}};
  const auto moved = store::move_ticket(db, ticket, ticket_move::Routed{service, std::nullopt}).changes;
  changes.insert(changes.end(), moved.begin(), moved.end());
  db.record("route", ticket, std::nullopt, changes);
}

Projected Projector::put(const IdentityChange& change) {
  std::vector<Change> changes;
  const TimePoint at = trusted_time(change.at, received_at_);
  const auto contact = store::change_identity(*db_, change, at, changes);
  if (changes.empty()) return duplicate();
  changes.insert(changes.begin(), {"contact", std::nullopt, to_string(contact)});
  db_->record("identity", std::nullopt, std::nullopt, changes);
  return {};
}

Projected Projector::put(const PreferenceChange& change) {
  auto& db = *db_;
  const TimePoint at = trusted_time(change.at, received_at_);
  meet(change.sender, at);
  const auto contact = store::find_sender(db, change.sender, at);
  if (!contact) return {PartOutcome::kept, "the person is not known here"};
  if (change.wants) {
    store::end_opt_out(db, *contact, number_, at);
  } else {
    store::record_opt_out(db, *contact, number_, at, "user_preferences");
  }
  return {};
}

Projected Projector::put(const Unhandled& unhandled) {
  return {PartOutcome::unhandled, unhandled.reason};
}

Projected project_behind_savepoint(Projector& projector, db::Writer& db, const Part& part) {
  try {
    db::Savepoint savepoint(db);
    const auto projected = projector.project(part);
    savepoint.release();
    return projected;
  } catch (const db::ContentError&) {
    if (db.store().lost_transaction()) throw;
    return {PartOutcome::unhandled, "its content could not be stored"};
  }
}

}  // namespace urp::intake
