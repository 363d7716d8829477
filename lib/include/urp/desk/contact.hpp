// contact.hpp: citizens: who they are, what they wrote, what the office notes about them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/desk/thread.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

struct ContactLine {
  ContactSummary contact;
  std::int64_t tickets = 0, unclosed = 0;
  std::optional<TimePoint> last_message_at;  // in any case of theirs
};
struct ContactListRequest {
  std::string words;  // of a name or username, or digits of a phone; empty: all
  int limit = 50;     // 0: all
};
/// Those who wrote last come first.
URP_API std::vector<ContactLine> list_contacts(Office& office, const ContactListRequest& request);

struct IdentityLine {
  std::string kind;  // phone, user_id, parent_user_id, username
  std::string value;
  TimePoint valid_from{};
  std::optional<TimePoint> valid_to;  // none: now
};
/// Whether WhatsApp knows that the person is blocked, or is not any more.
enum class AtWhatsApp { never_asked, waits, told, refused };
URP_API std::string_view to_name(AtWhatsApp state);

struct BlockView {
  bool blocked = false;
  std::optional<TimePoint> since, until;  // until: none: until somebody unblocks
  std::int64_t muted = 0;                 // messages kept without a case since
  AtWhatsApp at_whatsapp = AtWhatsApp::never_asked;
  std::optional<std::string> why;  // it refused
};

/// Nothing of them is destroyed meanwhile.
struct HoldView {
  TimePoint at{};
  std::optional<TimePoint> until;  // none: until it is taken off
  std::optional<std::string> reason;
  std::string clerk;
};

struct ContactResult {
  ContactSummary contact;
  std::optional<std::string> profile_name;  // what WhatsApp says; contact.name may be the office's
  std::optional<std::string> note;
  TimePoint created_at{};
  std::vector<IdentityLine> identities;  // the latest first
  std::optional<TimePoint> window_closes_at;
  std::vector<OtherTicket> tickets;  // the latest first, at most 20
  std::int64_t messages = 0;         // from and to them
  std::vector<Message> loose;        // those that stand in no case: oldest first, the newest 20
  BlockView block;
  std::optional<HoldView> hold;
  std::optional<TimePoint> erased_at;     // what is left is a number
  std::optional<TimePoint> opted_out_at;  // stopped the office's marketing at WhatsApp
  std::vector<ContactId> merged;          // records of the same person that became part of this one
  std::int64_t strikes = 0;               // their flagged messages: counted and shown, they decide nothing
  std::vector<Strikes> by_ground;         // the same, one by one
};
/// `who` is c57, a phone in any usual spelling, @username or a user id. Throws not_found.
URP_API ContactResult show_contact(Office& office, const std::string& who);

/// Empty takes the note away. Throws not_found.
URP_API ContactId set_contact_note(Office& office, const std::string& who, const std::string& note);
/// What the office calls the person; empty: what WhatsApp says. Throws not_found, usage (several lines).
URP_API ContactId set_contact_name(Office& office, const std::string& who, const std::string& name);

struct BlockRequest {
  std::string who;
  bool block = true;               // false: unblock
  std::optional<TimePoint> until;  // none: until somebody unblocks
  bool dry_run = false;
};
struct BlockResult {
  ContactId contact;
  bool changed = false;  // false: it was so already
  int cancelled = 0;     // answers that had not left
  BlockView block;
};
/// Here at once: what the person writes is kept without a case, and nothing is sent. At WhatsApp as soon as
/// it may be told: a block within 24 hours of their last message, else with the next one. Throws not_found,
/// usage.
URP_API BlockResult block_contact(Office& office, const BlockRequest& request);

struct MergeContactsRequest {
  std::string from, into;
  bool dry_run = false;
};
struct MergeContactsResult {
  ContactId from, into;
  std::int64_t tickets = 0;  // cases that moved
};
/// Two records of one person: everything of `from` becomes `into`'s, and `from` leads there from now on.
/// Throws not_found, usage (it is one record).
URP_API MergeContactsResult merge_contacts(Office& office, const MergeContactsRequest& request);
/// Takes that back, also where WhatsApp itself joined the records: what came from `who`, written c57, is its
/// own again. Throws not_found, conflict (it is a record of its own).
URP_API MergeContactsResult part_contacts(Office& office, const std::string& who, bool dry_run);
/// They are two people: they are not proposed again. Throws not_found, usage.
URP_API void keep_contacts_apart(Office& office, const std::string& a, const std::string& b);

}  // namespace urp
