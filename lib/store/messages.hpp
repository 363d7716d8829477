// messages.hpp: how messages, their amendments and their delivery are written. How threads are read is in
// thread.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/part.hpp"
#include "store/access.hpp"

namespace urp::store {

/// The row of a business number; made when it is new.
std::int64_t number_row(Writer& db, const std::string& phone_number_id);
/// The number itself, digits; empty: no body has named it yet.
std::string display_number(const Access& db, std::int64_t number);
/// Whether these digits are none of the numbers that bodies have named as ours; false while none was named.
bool is_another_number(const Access& db, const std::string& digits);
void set_display_number(Writer& db, std::int64_t number, const std::string& digits);

struct KnownMessage {
  MessageId id;
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> number;
  ContactId contact;
  bool understood = true;  // false: a type that the urp of that day did not know
};
std::optional<KnownMessage> find_message(const Access& db, std::int64_t number, const std::string& wamid);

/// The newest; 0: there is none.
MessageId last_message(const Access& db);
std::optional<MessageId> find_in_ticket(const Access& db, MessageRef ref);

/// What a reaction is for.
struct ReactionTarget {
  MessageId id;
  std::string wamid;  // empty: WhatsApp knows no such message
  TimePoint at{};
};
std::optional<ReactionTarget> find_target(const Access& db, MessageRef ref);
std::optional<ReactionTarget> find_last_inbound(const Access& db, TicketId ticket);

struct Arrival {
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> number_in_ticket;
  ContactId contact;
  std::int64_t number = 0;
  JournalId journal;
  TimePoint at{}, received_at{};
  std::optional<std::string> purpose;
  std::optional<MessageId> quoted;  // what it quotes, when that is known
};
/// The message with its media, location, cards and facts; amendments that were waiting for it find it.
MessageId add_message(Writer& db, const InboundMessage& message, const Arrival& arrival);
/// What the office sent from the Business app, or another responder sent: an outgoing message that urp did
/// not send.
MessageId add_echo(Writer& db, const InboundMessage& message, const Arrival& arrival);
/// A message that is now understood: its content takes the place of the placeholder's.
void replace_content(Writer& db, MessageId id, const InboundMessage& message);

/// What quoted or amended this wamid before anybody knew whose it is.
void join_amendments(Writer& db, MessageId id, std::int64_t number, const std::string& wamid);
/// The message and its ticket moved: who follows revisions sees it, new words are found by search.
void touch_message(Writer& db, MessageId id, std::optional<TicketId> ticket);

/// False: this amendment is known already.
bool add_amendment(Writer& db, const InboundAmendment& amendment, std::int64_t number,
                   std::optional<ContactId> contact, const std::optional<KnownMessage>& target, TimePoint at,
                   TimePoint received_at);

/// The messages of one person and number that WhatsApp gave an id, the latest first.
struct NamedMessage {
  MessageId id;
  std::string wamid;
};
std::vector<NamedMessage> list_named(const Access& db, std::int64_t number, ContactId contact, int limit);
/// Amendments of this person to a message that is not known (yet).
struct WaitingAmendment {
  std::int64_t id = 0;
  std::string target_wamid;
};
std::vector<WaitingAmendment> list_waiting_amendments(const Access& db, std::int64_t number,
                                                      ContactId contact);
void set_target(Writer& db, std::int64_t amendment, MessageId target);

/// False: this status is known already.
bool add_delivery(Writer& db, const StatusUpdate& status, std::int64_t number, TimePoint at,
                  TimePoint received_at);

}  // namespace urp::store
