// contact.hpp: citizens: who they are, what they wrote, what the office notes about them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/desk/thread.hpp>
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
struct ContactResult {
  ContactSummary contact;
  std::optional<std::string> profile_name;  // what WhatsApp says; contact.name may be the office's
  std::optional<std::string> note;
  TimePoint created_at{};
  std::vector<IdentityLine> identities;  // the latest first
  std::optional<TimePoint> window_closes_at;
  std::vector<OtherTicket> tickets;  // the latest first, at most 20
  std::int64_t messages = 0;         // from and to them
  std::int64_t strikes = 0;          // their flagged messages: counted and shown, they decide nothing
};
/// `who` is c57, a phone in any usual spelling, @username or a user id. Throws not_found.
URP_API ContactResult show_contact(Office& office, const std::string& who);

/// Empty takes the note away. Throws not_found.
URP_API ContactId set_contact_note(Office& office, const std::string& who, const std::string& note);
/// What the office calls the person; empty: what WhatsApp says. Throws not_found, usage (several lines).
URP_API ContactId set_contact_name(Office& office, const std::string& who, const std::string& name);

}  // namespace urp
