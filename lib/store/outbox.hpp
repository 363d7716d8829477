// outbox.hpp: what must go out, how far it came, and the channel. Every move is a step of domain/delivery,
// written as UPDATE ... WHERE status = <from>: when no row changed, somebody was quicker.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/message.hpp>

#include "domain/delivery.hpp"
#include "domain/part.hpp"
#include "domain/refusal.hpp"
#include "store/access.hpp"

namespace urp::store {

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
  bool automatic = false, composed = false;
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
/// What a refusal of this message means for all the others: whether an answer said it or a status, the
/// channel stops, the window closes, the person has opted out, the templates are asked for again, the notice
/// stops.
void heed_refusal(Writer& db, const OutgoingRow& row, const Refusal& refusal, TimePoint at,
                  const std::string& token_digest = {});
/// A failure that gave no reason: now it has one. False: it had one, or has not failed.
bool learn_reason(Writer& db, MessageId id, const Refusal& refusal);
/// What WhatsApp told of a message and what changed nothing: kept in the audit.
void record_told(Writer& db, MessageId id, const std::string& status);
/// Parked answers written at or before this moment, by the office clock.
std::vector<std::pair<MessageId, MessageRef>> list_parked_until(const Access& db, TimePoint until, int limit);
/// The citizen wrote: what was parked for them may leave. How many.
int release_parked(Writer& db, ContactId contact);
/// Again later: the row waits until then.
void postpone(Writer& db, MessageId id, TimePoint not_before, int tries);
/// A message of a running notice, or a whole number, rests until a moment within `span`.
bool waits_shortly(const Access& db, TimePoint real_now, std::chrono::seconds span);

/// The wamid that the answer gave; statuses that came before it are applied now.
void set_wamid(Writer& db, MessageId id, std::int64_t number, const std::string& wamid);
/// A status of the provider: by token, else by wamid. False: it was known already.
bool accept_status(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                   TimePoint received_at);
/// When WhatsApp says that the message reached this state; nothing when it did not say so.
std::optional<TimePoint> find_told_at(const Access& db, MessageId message, Delivery delivery);

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
/// The person rests 4^n seconds (the rate for a pair of numbers); n grows until a message gets through.
void hold_person(Writer& db, ContactId contact, TimePoint real_now);
void release_person(Writer& db, ContactId contact);

}  // namespace urp::store
