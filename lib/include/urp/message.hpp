// message.hpp: one unit of a thread, as it is shown and exported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

namespace urp {

enum class Direction { in, out, note };
enum class MediaState { pending, stored, lost, refused };
/// How far an outgoing message came: the state machine of the outbox.
enum class Delivery { queued, parked, sending, sent, delivered, read, failed, uncertain, cancelled };
/// What happened to a message afterwards; the original stays.
enum class AmendmentKind { reaction, edit, revoke };

URP_API std::string_view to_name(Direction direction);
URP_API std::string_view to_name(MediaState state);
URP_API std::string_view to_name(Delivery delivery);
URP_API std::string_view to_name(AmendmentKind kind);

struct Media {
  std::optional<std::string> mime_type;
  std::optional<std::int64_t> size;      // bytes
  std::optional<std::string> sha256;     // lower-case hex of the stored bytes
  std::optional<std::string> file_name;  // the citizen's words: never a path
  bool voice = false;
  bool animated = false;
  std::optional<std::int64_t> duration;  // seconds
  std::optional<std::string> transcript;
  MediaState state = MediaState::pending;
  std::optional<std::string> path;  // absolute, once stored
  std::optional<std::string> link;
  std::optional<std::string> why;  // of what is lost or refused; for threads and lists, not in exports
};

struct Location {
  double latitude = 0, longitude = 0;  // degrees, WGS 84
  std::optional<std::string> name, address;
};

/// One line of a shared contact card; `card` counts from 1.
struct CardLine {
  int card = 1;
  std::string kind;  // name, phone, email, url, address, org, birthday, origin, vcard
  std::optional<std::string> label;
  std::string value;
};

struct Amendment {
  AmendmentKind kind = AmendmentKind::reaction;
  std::optional<std::string> text;  // emoji, or the new words; null: reaction removed, message withdrawn
  TimePoint at{};
};

struct MessageError {
  std::int64_t code = 0;
  std::string message;
};

/// One try of an outgoing message; `token` is what it carries to WhatsApp and back.
struct DeliveryAttempt {
  std::string token;
  TimePoint at{};       // office clock
  std::string outcome;  // open, accepted, not_sent, refused, lost
  std::optional<std::int64_t> code;
};

struct Message {
  MessageId id;
  std::optional<TicketId> ticket;    // none: the contact's own, like a keyword of a topic
  std::optional<TicketId> shown_in;  // the ticket whose thread shows it since a split or merge; none: its own
  std::int64_t number = 0;
  ContactId contact;
  Direction direction = Direction::in;
  std::string type;  // text, image, ... as WhatsApp names it; "unknown" when this urp does not know it
  std::optional<std::string> purpose;
  std::optional<std::string> text;
  std::optional<Media> media;
  std::optional<Location> location;
  std::vector<CardLine> cards;
  std::vector<std::pair<std::string, std::string>>
      facts;  // forwarded, payload, referral_url, group, original_type ...
  std::optional<MessageRef> quote;
  std::vector<Amendment> amendments;
  TimePoint at{};           // WhatsApp's timestamp
  TimePoint received_at{};  // ours
  std::optional<Delivery> status;
  std::optional<TimePoint> status_at;     // when WhatsApp says it came so far, or since when it is uncertain
  std::vector<DeliveryAttempt> attempts;  // in threads; exports have none
  std::optional<MessageError> error;
  std::optional<std::string> provider_id;  // wamid
  std::optional<std::string> clerk;
  bool automatic = false;
  bool hidden = false;
  std::optional<std::string> ground;
  std::optional<std::string> flagged_by;  // in threads: the clerk
  std::int64_t revision = 0;
};

}  // namespace urp
