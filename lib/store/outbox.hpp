// outbox.hpp: what must go out: queued rows, attempts, the channel. Every move is a step of domain/delivery,
// written as UPDATE ... WHERE status = <from>: when no row changed, somebody was quicker.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/message.hpp>

#include "domain/attachment.hpp"
#include "domain/delivery.hpp"
#include "domain/part.hpp"
#include "domain/refusal.hpp"
#include "domain/window.hpp"
#include "store/access.hpp"

namespace urp::store {

/// A file of ours in the media folder.
struct OutgoingFile {
  Attachment attachment;
  std::string sha256;
};

struct NewOutgoing {
  TicketId ticket;  // 0: nobody's case
  ContactId contact;
  std::int64_t number = 0;  // row of the business number
  std::string type = "text";
  std::string text;  // its words; of a template as the citizen reads it; of a reaction the emoji
  std::optional<OutgoingFile> file;
  std::optional<Location> location;
  std::vector<std::pair<std::string, std::string>> facts;       // of a question or a template
  std::vector<std::pair<std::string, std::string>> parameters;  // of a template: body.nome, header.1 ...
  std::optional<MessageId> quote;                               // of a reaction: its target
  bool automatic = false;
  TimePoint at{};                          // office clock
  TimePoint not_before{};                  // real clock
  std::optional<TimePoint> waiting_since;  // the ticket's, given back when this answer fails
  std::string state_before;                // the ticket's, given back when this answer is taken back
  std::optional<std::string> key;
  std::string content_digest;
  int rank = 1;                        // 0 before answers, 2 after them
  std::int64_t notice = 0;             // of which it is a part; 0: none
  std::optional<std::string> purpose;  // subscription
};
/// A message row with its place in the outbox and its number in the ticket.
MessageRef queue_message(Writer& db, const OpenWindow& window, const NewOutgoing& outgoing);
/// A template goes at any time.
MessageRef queue_template(Writer& db, const NewOutgoing& outgoing);
/// The same, but it waits until the citizen writes.
MessageRef park_message(Writer& db, const NewOutgoing& outgoing);

/// Of nobody's case: a notice, or a word about a subscription.
MessageId queue_loose(Writer& db, const OpenWindow& window, const NewOutgoing& outgoing);
MessageId queue_loose_template(Writer& db, const NewOutgoing& outgoing);

struct KeyedMessage {
  MessageRef ref;
  std::string content_digest;
};
std::optional<KeyedMessage> find_by_key(const Access& db, const std::string& key);

/// One outgoing message as the sender and the desk look at it.
struct OutgoingRow {
  MessageId id;
  MessageRef ref;  // of nobody's case: ticket 0
  std::int64_t notice = 0;
  bool in_ticket() const { return ref.ticket.value != 0; }
  ContactId contact;
  std::int64_t number = 0;
  Delivery status = Delivery::queued;
  bool final = false;
  std::string type, text;
  std::string quoted_wamid;
  bool needs_window() const { return type != "template"; }
  std::optional<std::string> clerk;
  bool automatic = false;
  TimePoint queued_at{}, not_before{};
  int tries = 0;
  std::optional<MessageError> error;
  RefusalKind refusal = RefusalKind::other;  // what the error means
  std::int64_t revision = 0;
};
std::optional<OutgoingRow> find_outgoing(const Access& db, MessageId id);
std::optional<OutgoingRow> find_outgoing(const Access& db, MessageRef ref);

/// What may be claimed now, in the order it was accepted (urgent notices first): not held, person and number
/// not at rest, and no earlier row of the same person queued or sending.
std::vector<OutgoingRow> list_due(const Access& db, TimePoint real_now, int limit);
/// Another number whenever another connection has written: whether it is worth looking again.
std::int64_t data_version(const Access& db);
std::vector<MessageId> list_sending(const Access& db);
/// Of cases: notices and what belongs to nobody's case are told of elsewhere.
std::vector<OutgoingRow> list_by_status(const Access& db, Delivery status, int limit);

/// Carries out the event; the new state, or nothing when it changed nothing. A failure gives the turn back.
std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event,
                              const std::optional<MessageError>& error = std::nullopt);
std::optional<Delivery> apply(Writer& db, MessageId id, DeliveryEvent event, const Refusal& refusal);
/// What a refusal of this message means for all the others: whether an answer said it or a status, the channel
/// stops, the window closes, the person has opted out, the templates are asked for again, the notice stops.
void heed_refusal(Writer& db, const OutgoingRow& row, const Refusal& refusal, TimePoint at,
                  const std::string& token_digest = {});
/// A clerk's answer that did not arrive is no answer: the case is the office's again, waiting since before
/// it.
void give_turn_back(Writer& db, MessageId id);
/// It arrived after all: it is an answer again, and the citizen's turn, unless something came in between.
void take_turn_again(Writer& db, MessageId id);
/// A failure that gave no reason: now it has one. False: it had one, or has not failed.
bool learn_reason(Writer& db, MessageId id, const Refusal& refusal);
/// What WhatsApp told of a message and what changed nothing: kept in the audit.
void record_told(Writer& db, MessageId id, const std::string& status);
/// Taken back before it left: the case is as it was, the citizen's again when it was the citizen's before.
void undo_answer(Writer& db, MessageId id);
/// Parked answers written at or before this moment, by the office clock.
std::vector<std::pair<MessageId, MessageRef>> list_parked_until(const Access& db, TimePoint until, int limit);
/// The citizen wrote: what was parked for them may leave. How many.
int release_parked(Writer& db, ContactId contact);
/// Again later: the row waits until then.
void postpone(Writer& db, MessageId id, TimePoint not_before, int tries);

struct Attempt {
  std::int64_t id = 0;
  MessageId message;
  std::string token;
  TimePoint claimed_at{};  // real clock
  TimePoint at{};          // office clock
  std::string outcome;
  std::optional<std::int64_t> code;
  std::optional<std::string> wamid;
};
/// Opens an attempt with a fresh token of 128 random bits. `opens`: the person's window is closed, so that it
/// counts against the daily limit.
Attempt open_attempt(Writer& db, const OutgoingRow& row, bool opens);
void end_attempt(Writer& db, std::int64_t attempt, std::string_view outcome, int http, std::int64_t code,
                 const std::string& wamid);
/// Nobody waits for their answers any more: the process that made them died.
void lose_open_attempts(Writer& db);
std::vector<Attempt> list_attempts(const Access& db, MessageId message);
/// When WhatsApp says that the message reached this state; nothing when it did not say so.
std::optional<TimePoint> find_told_at(const Access& db, MessageId message, Delivery delivery);
/// How many attempts began at or after this moment; of one person when given.
std::int64_t count_attempts(const Access& db, TimePoint since,
                            std::optional<ContactId> contact = std::nullopt);

/// The wamid that the answer gave; statuses that came before it are applied now.
void set_wamid(Writer& db, MessageId id, std::int64_t number, const std::string& wamid);
/// A status of the provider: by token, else by wamid. False: it was known already.
bool accept_status(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                   TimePoint received_at);

/// WhatsApp says that the window is closed although our arithmetic did not.
void close_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at);
/// Until when free text may go to this person from this number; nothing when the window never was open.
std::optional<TimePoint> window_closes(const Access& db, ContactId contact, std::int64_t number);

struct Channel {
  std::optional<TimePoint> stopped_since;
  std::string reason;
  std::int64_t code = 0, subcode = 0;
  std::string token_digest;
  TimePoint next_probe{}, hold_until{};
  int probes = 0;
};
Channel get_channel(const Access& db, std::int64_t number);
/// The numbers that may not send now.
std::vector<std::int64_t> list_stopped(const Access& db);
void stop_channel(Writer& db, std::int64_t number, const Refusal& why, const std::string& token_digest,
                  TimePoint real_now);
void start_channel(Writer& db, std::int64_t number);
void set_next_probe(Writer& db, std::int64_t number, TimePoint next, int probes);
void hold_channel(Writer& db, std::int64_t number, TimePoint until);
/// The person rests 4^n seconds (pair rate, facts 6.4); n grows until a message gets through.
void hold_person(Writer& db, ContactId contact, TimePoint real_now);
void release_person(Writer& db, ContactId contact);

}  // namespace urp::store
