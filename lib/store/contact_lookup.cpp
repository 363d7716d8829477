#include "store/contact_lookup.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "domain/names.hpp"
#include "domain/say.hpp"

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
  return ContactId{number};
}

/// WhatsApp writes digits with the country; people write blanks, dots, +39, 0039, or no country at all.
std::optional<ContactId> by_phone(const Access& db, std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (is_digit(c)) digits += c;
  }
  bool international = text.front() == '+';
  if (!international && digits.starts_with("00")) {
    digits.erase(0, 2);
    international = true;
  }
  if (digits.empty()) return std::nullopt;
  if (const auto found = by_identity(db, "phone", digits)) return found;
  return international ? std::nullopt : by_identity(db, "phone", "39" + digits);
}

bool looks_like_phone(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || std::string_view("+ .-/()").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::optional<ContactId> find_contact(const Access& db, std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == text.npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(' ') - first + 1);
  if (text.size() > 1 && (text[0] == 'c' || text[0] == 'C') &&
      std::all_of(text.begin() + 1, text.end(), is_digit)) {
    return by_number(db, text.substr(1));
  }
  if (text.front() == '@') {
    const std::string name(text.substr(1));
    if (const auto found = by_identity(db, "username", name)) return found;
    return by_identity(db, "username", lower_ascii(name));
  }
  if (looks_like_phone(text)) return by_phone(db, text);
  const std::string id(text);
  if (const auto found = by_identity(db, "user_id", id)) return found;
  return by_identity(db, "parent_user_id", id);
}

std::optional<std::string> phone_digits(std::string_view text) {
  constexpr std::size_t shortest = 8, longest = 15;  // with the country: E.164
  if (text.empty() || !looks_like_phone(text)) return std::nullopt;
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  const bool has_country =
      text.front() == '+' || digits.starts_with("00") || (digits.starts_with("39") && digits.size() > 10);
  if (digits.starts_with("00")) digits.erase(0, 2);
  if (!has_country) digits.insert(0, "39");
  if (digits.size() < shortest || digits.size() > longest) return std::nullopt;
  return digits;
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
