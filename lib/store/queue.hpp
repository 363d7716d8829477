// queue.hpp: what is to go out gets its message row and its place in the outbox.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/message.hpp>

#include "domain/attachment.hpp"
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
  bool composed = false;                   // for a clerk, in words that nobody typed
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

}  // namespace urp::store
