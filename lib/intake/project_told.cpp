// project_told.cpp: what is no new message of a citizen to us: edits and reactions, statuses, what WhatsApp
// says of the account, what the office sent from its telephone, and what another responder is to answer.
#include <algorithm>

#include "domain/hash.hpp"
#include "domain/threading.hpp"
#include "intake/project.hpp"
#include "intake/project_steps.hpp"
#include "office/seal.hpp"
#include "store/arrange.hpp"
#include "store/channel_events.hpp"
#include "store/contacts.hpp"
#include "store/messages.hpp"
#include "store/moderation.hpp"
#include "store/outbox.hpp"
#include "store/responders.hpp"
#include "store/templates.hpp"
#include "store/ticket_fields.hpp"
#include "store/tickets.hpp"

namespace urp::intake {

using store::PartOutcome;

namespace {

constexpr std::string_view past_field = "history";  // from before the number was connected: nobody holds it

}  // namespace

Projected Projector::put(const InboundAmendment& amendment) {
  auto& db = *db_;
  const TimePoint at = trusted_time(amendment.at, received_at_);
  meet(amendment.sender, at);
  const auto sender = store::find_sender(db, amendment.sender, at);
  const auto target = find_named(db, number_, amendment.target_wamid, sender);
  std::vector<Change> changes = {
      {"content", std::nullopt, hex(sha256(amendment.wamid + "\n" + amendment.text.value_or("")))}};
  auto contact = target ? std::optional(target->contact) : sender;
  // What somebody changed of a message that we never had is seen at the person.
  if (!contact && !amendment.by_office) contact = store::resolve_sender(db, amendment.sender, at, changes);
  if (!store::add_amendment(db, amendment, number_, contact, target, at, received_at_)) return duplicate();
  if (target) encrypt_sealed(db, office_->options.settings, target->id);
  if (target) follow_amendment(amendment, *target, at, changes);
  db.record(to_name(amendment.kind), target ? target->ticket : std::nullopt,
            target ? target->number : std::nullopt, changes);
  return {};
}

void Projector::follow_amendment(const InboundAmendment& amendment, const store::KnownMessage& target,
                                 TimePoint at, std::vector<Change>& changes) {
  auto& db = *db_;
  const auto thread = store::find_thread(db, target.id);
  store::touch_message(db, target.id, thread);
  const bool new_words = amendment.kind == AmendmentKind::edit && amendment.text && !amendment.by_office;
  if (!thread || !new_words || !amendment.responder.empty()) return;
  InboundMessage edited;
  edited.type = "text";
  edited.text = amendment.text;
  const auto& threading = office_->options.settings.threading;
  ticket_move::Reworded words;
  words.at = at;
  words.received_at = received_at_;
  words.takes_turn = !is_courtesy(threading, edited);
  words.preview = make_preview(edited, {}, false);
  words.reopen_within = threading.reopen_within;
  const auto moved = store::reword(db, *thread, target.id, std::move(words));
  changes.insert(changes.end(), moved.begin(), moved.end());
  follow_rules(*thread, edited, at, changes);
  // New words of a message that is hidden or redacted are out of sight too.
  if (store::is_moderated(db, target.id)) store::renew_preview(db, *thread);
}

Projected Projector::put(const StatusUpdate& status) {
  const TimePoint at = trusted_time(status.at, received_at_);
  if (!store::accept_status(*db_, status, number_, at, received_at_)) return duplicate();
  meet(status.recipient, at);
  constexpr std::size_t month_length = 7;  // 2026-11
  store::count_delivered(*db_, number_, status.wamid, iso_time(at, office_->zone).substr(0, month_length));
  return {};
}

/// Bodies name the number itself beside its id: so it is known which events of the account are about another
/// one.
void Projector::learn_display_number(const std::string& digits) {
  if (known_display_ == digits) return;
  if (store::display_number(*db_, number_) != digits) store::set_display_number(*db_, number_, digits);
  known_display_ = digits;
}

bool Projector::is_of_another_number(const ChannelNotice& notice) const {
  return !notice.display_number.empty() && store::is_another_number(*db_, notice.display_number);
}

Projected Projector::put(const ChannelNotice& notice) {
  auto& db = *db_;
  if (notice.template_change) {
    const bool known = store::change_template(db, *notice.template_change);
    if (!known || notice.template_change->words_changed) store::set_templates_stale(db);
  }
  if (notice.handover) follow_handover(*notice.handover, notice.field);
  if (is_of_another_number(notice)) {
    if (notice.event.empty()) return {PartOutcome::kept, {}};
    ChannelNotice of_another = notice;  // kept, but nobody here need look
    of_another.alert = of_another.settles = false;
    store::add_channel_event(db, of_another, journal_, received_at_);
    return {};
  }
  if (notice.daily_limit) store::set_daily_limit(db, number_, *notice.daily_limit);
  if (notice.event.empty()) return {PartOutcome::kept, {}};
  store::add_channel_event(db, notice, journal_, received_at_);
  if (notice.stops_sending) store::stop_channel(db, number_, *notice.stops_sending, {}, office_->real_now());
  return {};
}

void Projector::follow_handover(const Handover& handover, const std::string& field) {
  auto& db = *db_;
  const auto contact = store::find_sender(db, handover.person, received_at_);
  if (!contact) return;  // the first of their words says it again
  if (handover.to_us) return store::note_held_here(db, *contact, number_, received_at_);
  store::HeldElsewhere sign;
  sign.contact = *contact;
  sign.field = field;
  if (!handover.role.empty()) sign.role = handover.role;
  sign.since = sign.last_at = received_at_;
  store::note_held_elsewhere(db, number_, sign);
}

/// A citizen's words that WhatsApp gives to another responder, or that are older than urp: kept, shown with
/// the contact and counted. No ticket, no clock, no window, and no answer of ours.
Projected Projector::keep_for_another(const InboundMessage& message) {
  auto& db = *db_;
  const TimePoint at = trusted_time(message.at, received_at_);
  std::vector<Change> changes = {content_of(message), {"responder", std::nullopt, message.responder}};
  const auto arrival = arrival_of(message, at, changes);
  store::add_message(db, message, arrival);
  if (message.responder != past_field) {
    store::HeldElsewhere sign;
    sign.contact = arrival.contact;
    sign.field = message.responder;
    sign.since = sign.last_at = at;
    sign.messages = 1;
    store::note_held_elsewhere(db, number_, sign);
  }
  db.record("receive", std::nullopt, std::nullopt, changes);
  return outcome_of(message);
}

store::Arrival Projector::arrival_of(const InboundMessage& message, TimePoint at,
                                     std::vector<Change>& changes) {
  store::Arrival arrival;
  arrival.contact = store::resolve_sender(*db_, message.sender, at, changes);
  if (const auto quoted = find_named(*db_, number_, message.quoted_wamid, arrival.contact))
    arrival.quoted = quoted->id;
  arrival.number = number_;
  arrival.journal = journal_;
  arrival.at = at;
  arrival.received_at = received_at_;
  return arrival;
}

Projected Projector::put(const Echo& echo) {
  auto& db = *db_;
  const auto& message = echo.message;
  if (store::find_message(db, number_, message.wamid)) return duplicate();
  const TimePoint at = trusted_time(message.at, received_at_);
  std::vector<Change> changes = {content_of(message)};
  auto arrival = arrival_of(message, at, changes);
  if (message.responder.empty()) arrival.ticket = ticket_answered_by(message, arrival.contact);
  if (arrival.ticket) {
    arrival.number_in_ticket = store::next_message_number(db, *arrival.ticket, at);
    const auto moved = store::move_ticket(db, *arrival.ticket, ticket_move::AnsweredElsewhere{at}).changes;
    changes.insert(changes.end(), moved.begin(), moved.end());
  }
  store::add_echo(db, message, arrival);
  db.record("echo", arrival.ticket, arrival.number_in_ticket, changes);
  return outcome_of(message);
}

std::optional<TicketId> Projector::ticket_answered_by(const InboundMessage& echo, ContactId contact) const {
  const auto quoted = find_named(*db_, number_, echo.quoted_wamid, contact);
  if (const auto addressed = addressed_ticket(*db_, echo, quoted, contact)) return addressed->id;
  const auto candidates = store::list_candidates(*db_, contact);
  const auto live = std::find_if(candidates.begin(), candidates.end(), [](const Candidate& ticket) {
    return turn_of(ticket.state) == Turn::office || turn_of(ticket.state) == Turn::citizen;
  });
  return live == candidates.end() ? std::nullopt : std::optional(live->id);
}

}  // namespace urp::intake
