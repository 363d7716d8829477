// reply.hpp: what a clerk says to a citizen, and what may still be done about it afterwards.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/error.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/template.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct TemplateUse {
  std::string name, language;  // language empty: the office's, or the only one
  TemplateValues values;
};

/// Words and files, or one of: a template, a reaction, a position, a question. Several files are several
/// messages, and so is a text that `split` cuts; the words stand beside the first file when it takes any.
struct ReplyRequest {
  TicketId ticket;
  std::string text;
  std::vector<std::filesystem::path> attach;
  std::optional<TemplateUse> use_template;  // with a file where its header is one
  std::optional<std::string> react;  // emoji for the quoted message, or the citizen's last; empty: taken back
  std::optional<Location> location;
  bool ask_location = false,
       ask_phone = false;                // a button in the chat; the text, where given, stands above it
  bool split = false;                    // a text longer than one message becomes several
  std::optional<std::int64_t> quote;     // number of the message inside the ticket
  std::optional<TicketId> quote_ticket;  // whose number it is, since a split or merge; none: this one's
  bool park = false;                     // the window may be closed: leaves when the citizen writes again
  bool knock = false;  // the window may be closed: a template asks the citizen to write; it is parked
  std::optional<std::string> canned;        // the text was made of this canned answer: it is counted
  TemplateValues knock_values;              // for its parameters that urp does not know itself
  std::optional<std::string> steal;         // why it is taken from a colleague
  bool close = false;                       // with outcome "answered"
  Seconds hold{0};                          // rests before it leaves, and can be cancelled until then
  std::optional<std::string> key;           // the same key again changes nothing
  std::optional<std::int64_t> if_revision;  // of the ticket, as the caller read it
  bool dry_run = false;
};
struct ReplyResult {
  MessageRef queued;                   // the first
  std::vector<MessageRef> all;         // in their order; a knock before what it announces
  Delivery status = Delivery::queued;  // queued or parked; of a repeated key: how far it came
  bool repeated = false, knocked = false;
  std::optional<TimePoint> window_closes;
  std::string to;          // whom it goes to, for the last look: name, or what there is
  std::string type, text;  // of the first, as the citizen gets it
};
/// Queues the answer; nothing is sent yet. Whatever it throws, no row was written and the words are kept as a
/// draft: not_found, conflict (a colleague holds it, it changed, the key has other content, it is closed),
/// refused (blocked; a template that is not approved), window_closed, usage (empty, or longer than WhatsApp
/// takes; a file it does not take; a parameter that is missing).
URP_API ReplyResult reply(Office& office, const ReplyRequest& request);

/// How far it came; for --wait.
struct DeliveryReport {
  MessageRef ref;
  Delivery status = Delivery::queued;
  std::optional<MessageError> error;
};
URP_API DeliveryReport delivery_report(Office& office, MessageRef ref);

/// Takes back what has not left. Throws conflict when it has, not_found.
URP_API void cancel_message(Office& office, MessageRef ref, bool dry_run = false);
/// The same of one answer: all its messages, to whomever they go. Words that no draft holds yet become one.
struct TakenBack {
  std::vector<MessageRef> done;
  std::vector<std::pair<MessageRef, Error>> failed;  // conflict: it has left
};
URP_API TakenBack take_back(Office& office, std::span<const MessageRef> answer);

/// Whether `listen` runs and sends what is queued: then nobody needs to wait for it.
URP_API bool has_sender(Office& office);

struct OutboxItem {
  MessageRef ref;
  Delivery status = Delivery::queued;
  std::string contact_name;
  std::string text;  // its first words
  std::optional<std::string> clerk;
  TimePoint queued_at{}, not_before{};  // real clock
  int tries = 0;
  std::optional<MessageError> error;
  std::int64_t revision = 0;
};
/// A letter to a service that has not come to its end.
struct LetterItem {
  TicketId ticket;
  std::string service;  // slug
  std::string kind;     // dossier, reminder, recall
  Delivery status = Delivery::queued;
  std::string clerk;
  TimePoint queued_at{}, not_before{};  // real clock
  int tries = 0;
  std::optional<MessageError> error;  // of SMTP; also of the last try of one that waits
};
struct OutboxRequest {
  std::vector<Delivery> states;  // empty: queued, sending, uncertain
  int limit = 100;
};
struct OutboxResult {
  std::vector<OutboxItem> items;
  std::vector<LetterItem> letters;
  std::optional<TimePoint> stopped_since;
  std::string stopped_reason;
};
URP_API OutboxResult list_outbox(Office& office, const OutboxRequest& request);

/// Settles an uncertain letter to a service: sent again with a new Message-ID, or given up, which brings the
/// case back when the service leads. Throws not_found, conflict when the letter is not uncertain.
URP_API void resend_letter(Office& office, TicketId ticket, const std::string& service, bool dry_run = false);
URP_API void give_up_letter(Office& office, TicketId ticket, const std::string& service,
                            bool dry_run = false);

/// Settles what is uncertain or failed: sent again with a new token, if the row is as it was shown.
/// Throws conflict, not_found, window_closed.
URP_API void resend_message(Office& office, MessageRef ref, std::optional<std::int64_t> if_revision,
                            bool dry_run = false);
/// Settles an uncertain one as not arrived: the case is the office's again.
URP_API void give_up_message(Office& office, MessageRef ref, bool dry_run = false);

/// What a clerk typed and could not send.
URP_API std::optional<std::string> find_draft(Office& office, TicketId ticket);
URP_API void keep_draft(Office& office, TicketId ticket, const std::string& text);
URP_API void drop_draft(Office& office, TicketId ticket);

}  // namespace urp
