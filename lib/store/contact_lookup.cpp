#include "store/contact_lookup.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include "domain/contact_spelling.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "store/contacts.hpp"
#include "store/id_list.hpp"

namespace urp::store {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<ContactId> by_identity(const Access& db, const char* kind, const std::string& value) {
  return db.first<ContactId>("SELECT contact FROM identity WHERE kind = ? AND value = ? AND valid_to IS NULL",
                             kind, value);
}

std::optional<ContactId> by_number(const Access& db, std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  const auto found = db.first<ContactId>("SELECT id FROM contact WHERE id = ?", number);
  return found ? std::optional(living_contact(db, *found)) : std::nullopt;
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
  auto summary = db.first<ContactSummary>(
      "SELECT id, coalesce(name, profile_name), blocked FROM contact WHERE id = ?",
      [](db::Row& row) {
        ContactSummary found;
        row >> found.id >> found.name >> found.blocked;
        return found;
      },
      contact);
  if (!summary) throw Error(Fault::not_found, say(_("contact {0}: not found"), to_string(contact)));
  add_identities(db, {&*summary});
  return *std::move(summary);
}

void add_identities(const Access& db, const std::vector<ContactSummary*>& contacts) {
  std::multimap<ContactId, ContactSummary*> by_id;  // a person may have several cases
  for (auto* contact : contacts) by_id.emplace(contact->id, contact);
  db.each(
      R"(
      SELECT
        contact,
        kind,
        value
      FROM identity
      WHERE contact IN (SELECT value FROM json_each(?)) AND valid_to IS NULL
      ORDER BY valid_from, id)",
      [&](db::Row& row) {  // the latest of a kind wins
        const auto whose = row.next<ContactId>();
        const auto kind = row.next<std::string_view>(), value = row.next<std::string_view>();
        for (auto [one, last] = by_id.equal_range(whose); one != last; ++one) {
          ContactSummary& contact = *one->second;
          if (kind == "phone") contact.phone = "+" + std::string(value);
          if (kind == "user_id") contact.user_id = value;
          if (kind == "username") contact.username = value;
        }
      },
      id_list(contacts, [](const ContactSummary* contact) { return contact->id; }));
}

}  // namespace urp::store
