// part.hpp: one webhook body in our words: what it says, item by item, before anything is made of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <urp/message.hpp>
#include <urp/time.hpp>

#include "domain/refusal.hpp"

namespace urp::whatsapp {
class Signature;
}
namespace urp::store {
class JournalReader;
}

namespace urp {

/// Bytes whose signature was right. Only the signature check and the reader of the journal can make one.
class VerifiedBody {
 public:
  const std::string& bytes() const { return bytes_; }

 private:
  friend class whatsapp::Signature;
  friend class store::JournalReader;
  explicit VerifiedBody(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

/// What a webhook says of the person; empty = not said. A phone is digits only, as WhatsApp writes it.
struct Sender {
  std::string phone, user_id, parent_user_id, username, profile_name;
  bool known() const { return !phone.empty() || !user_id.empty() || !parent_user_id.empty(); }
};

struct InboundMedia {
  std::string id, url, mime_type, sha256, file_name;  // sha256 as the provider writes it (base64)
  bool voice = false, animated = false;
};

/// A message of a citizen. `type` is WhatsApp's word; for a type this urp does not know it is "unknown", the
/// fact original_type names it, and the part counts as unhandled although the message is shown.
struct InboundMessage {
  std::string wamid;  // when WhatsApp gave none: "part:" and the SHA-256 of the part
  Sender sender;
  std::optional<TimePoint> at;  // WhatsApp's timestamp; none: not said or not a number
  std::string type;
  std::optional<std::string> text;  // body, caption, title of the chosen button ...
  std::optional<InboundMedia> media;
  std::optional<Location> location;
  std::vector<CardLine> cards;
  std::vector<std::pair<std::string, std::string>> facts;
  std::string quoted_wamid;
  std::string responder;  // the field of another responder, to whom WhatsApp gives it; empty: ours to answer
  std::string group;      // the id of the group chat in which it was written; empty: it was written to us
  bool understood = true;
};

/// Reaction, edit or withdrawal of another message, which may be unknown yet.
struct InboundAmendment {
  std::string wamid, target_wamid;
  Sender sender;
  std::optional<TimePoint> at;
  AmendmentKind kind = AmendmentKind::reaction;
  std::optional<std::string> text;
  bool by_office = false;  // from the office's own telephone
  std::string responder;
};

struct StatusUpdate {
  std::string wamid, status, token;  // token: our biz_opaque_callback_data
  std::optional<TimePoint> at;
  Sender recipient;
  std::optional<Refusal> refusal;  // why it failed
  std::string category;            // pricing
  std::optional<bool> billable;
};

/// A number or user id changed, by a system message: the same person, new identities.
struct IdentityChange {
  std::string wamid;
  Sender before, after;
  std::optional<TimePoint> at;
  std::string text;  // WhatsApp's sentence
};

/// What a webhook says of one template; empty: nothing said.
struct TemplateChange {
  std::string name, language, status, category, quality, reason;
  bool words_changed = false;
};

/// WhatsApp gave a conversation from one responder to another.
struct Handover {
  Sender person;
  bool to_us = false;
  std::string role;  // of the other, in WhatsApp's words
};

/// Account, template, quality ... events and everything else that is no citizen's: kept in the journal. Those
/// that have an `event` are shown to the office.
struct ChannelNotice {
  std::string field;
  std::string event, subject, text;  // as WhatsApp names it; what it is about; for people
  bool alert = false;                // somebody should look
  bool settles = false;              // takes back earlier alerts of the same field and subject
  std::optional<Refusal> stops_sending;
  std::optional<std::int64_t> daily_limit;  // people outside their window in 24 h; -1: no limit
  std::optional<TemplateChange> template_change;
  std::string display_number;  // digits: the one number of the account that is restricted; empty: not said
  std::optional<Handover> handover;
};

/// The switch in WhatsApp with which a person stops the messages of a business that they did not ask for.
struct PreferenceChange {
  Sender sender;
  bool wants = true;
  std::optional<TimePoint> at;
};

/// What the office sent from the Business app on a telephone; `message.sender` is the citizen it went to.
struct Echo {
  InboundMessage message;
};

struct Unhandled {
  std::string reason;  // no words of the body in it
};

using PartContent = std::variant<InboundMessage, InboundAmendment, StatusUpdate, IdentityChange,
                                 ChannelNotice, PreferenceChange, Echo, Unhandled>;

struct Part {
  std::size_t offset = 0, length = 0;  // in the body
  std::string phone_number_id;         // empty: not said
  std::string display_phone_number;    // digits; empty: not said
  PartContent content;
};

}  // namespace urp
