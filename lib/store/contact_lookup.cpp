#include "store/contact_lookup.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "domain/contact_spelling.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "store/contacts.hpp"

namespace urp::store {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<ContactId> by_identity(const Access& db, const char* kind, const std::string& value) {
  auto query = db.query("SELECT contact FROM identity WHERE kind = ? AND value = ? AND valid_to IS NULL");
  query.bind(1, kind).bind(2, value);
  if (!query.step()) return std::nullopt;
  return ContactId{query.integer(0)};
}

std::optional<ContactId> by_number(const Access& db, std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  auto query = db.query("SELECT id FROM contact WHERE id = ?");
  query.bind(1, number);
  if (!query.step()) return std::nullopt;
  return living_contact(db, ContactId{number});
}

/// WhatsApp writes digits with the country; people write blanks, dots, +39, 0039, or no country at all.
std::optional<ContactId> by_phone(const Access& db, const PhoneSpelling& phone) {
  if (const auto found = by_identity(db, "phone", phone.digits)) return found;
  return phone.international ? std::nullopt : by_identity(db, "phone", "39" + phone.digits);
}

}  // namespace

std::optional<ContactId> find_contact(const Access& db, std::string_view written) {
  const std::string text = plain_spelling(written);
  if (text.empty()) return std::nullopt;
  if (text.size() > 1 && (text[0] == 'c' || text[0] == 'C') &&
      std::all_of(text.begin() + 1, text.end(), is_digit)) {
    return by_number(db, std::string_view(text).substr(1));
  }
  if (text.front() == '@') {
    const std::string name = text.substr(1);
    if (const auto found = by_identity(db, "username", name)) return found;
    return by_identity(db, "username", lower_ascii(name));
  }
  if (const auto phone = phone_spelling(text)) return by_phone(db, *phone);
  if (const auto found = by_identity(db, "user_id", text)) return found;
  return by_identity(db, "parent_user_id", text);
}

ContactId get_contact(const Access& db, std::string_view text) {
  if (const auto found = find_contact(db, text)) return *found;
  throw Error(Fault::not_found, say(_("contact {0}: not found"), text),
              _("write c57, a phone number, @username or a user id; urp search finds people by name"));
}

ContactSummary get_summary(const Access& db, ContactId contact) {
  auto query = db.query("SELECT coalesce(name, profile_name), blocked FROM contact WHERE id = ?");
  query.bind(1, contact);
  if (!query.step()) {
    throw Error(Fault::not_found, say(_("contact {0}: not found"), to_string(contact)));
  }
  ContactSummary summary;
  summary.id = contact;
  summary.name = query.maybe_string(0);
  summary.blocked = query.integer(1) != 0;
  add_identities(db, summary);
  return summary;
}

void add_identities(const Access& db, ContactSummary& contact) {
  auto query = db.query(
      "SELECT kind, value FROM identity WHERE contact = ? AND valid_to IS NULL ORDER BY valid_from, id");
  query.bind(1, contact.id);
  while (query.step()) {  // the latest of a kind wins
    const auto kind = query.text(0);
    if (kind == "phone") contact.phone = "+" + query.string(1);
    if (kind == "user_id") contact.user_id = query.string(1);
    if (kind == "username") contact.username = query.string(1);
  }
}

}  // namespace urp::store
