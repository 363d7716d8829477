#include "store/contact_list.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "store/blocks.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"
#include "store/opt_outs.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

/// The latest cases are walked until enough different people have been met.
std::vector<ContactId> latest_contacts(const Access& db, int limit) {
  auto query = db.query("SELECT contact FROM ticket ORDER BY last_message_at DESC, id DESC");
  std::vector<ContactId> contacts, seen;  // seen: sorted
  while ((limit == 0 || static_cast<int>(contacts.size()) < limit) && query.step()) {
    const auto contact = db::Row(query).next<ContactId>();
    const auto at = std::lower_bound(seen.begin(), seen.end(), contact);
    if (at != seen.end() && *at == contact) continue;
    seen.insert(at, contact);
    contacts.push_back(contact);
  }
  return contacts;
}

/// Phones are indexed from their beginning on; without a country they are Italian.
std::vector<ContactId> contacts_by_phone(const Access& db, const std::string& digits, int limit) {
  const std::string end = digits + ":", italian = "39" + digits, italian_end = italian + ":";  // : follows 9
  return db.all<ContactId>(R"(
    SELECT DISTINCT contact
    FROM identity
    WHERE kind = 'phone'
      AND valid_to IS NULL
      AND (value >= ? AND value < ? OR value >= ? AND value < ?)
    LIMIT ?)",
                           digits, end, italian, italian_end, limit == 0 ? -1 : limit);
}

/// Every word, as a beginning: a quote inside it would end it.
std::string as_match(const std::string& words) {
  std::string match;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t to = std::min(words.find(' ', from), words.size());
    std::string word = words.substr(from, to - from);
    word.erase(std::remove(word.begin(), word.end(), '"'), word.end());
    if (!word.empty() && word.front() == '@') word.erase(0, 1);
    if (!word.empty()) match += (match.empty() ? "\"" : " \"") + word + "\"*";
    from = to + 1;
  }
  return match;
}

/// Whose names changed a moment ago and are not in the index yet.
std::vector<ContactId> unindexed_by_name(const Access& db, const std::string& words) {
  static constexpr char sql[] = R"(
    SELECT id, ifnull(name, '') || ' ' || ifnull(profile_name, '')
    FROM contact
    WHERE revision > (SELECT value FROM cursor WHERE name = 'indexed_contact_revision'))";
  const std::string wanted = fold_for_matching(words);
  std::vector<ContactId> contacts;
  db.each(sql, [&](db::Row& row) {
    const auto contact = row.next<ContactId>();
    const auto names = fold_for_matching(row.next<std::string_view>());
    if (names.find(wanted) != names.npos) contacts.push_back(contact);
  });
  return contacts;
}

std::vector<ContactId> contacts_by_name(const Access& db, const std::string& words, int limit) {
  const std::string match = as_match(words);
  if (match.empty()) return {};
  auto found =
      db.all<ContactId>("SELECT -rowid FROM search_index WHERE search_index MATCH ? AND rowid < 0 LIMIT ?",
                        match, limit == 0 ? -1 : limit);
  const auto fresh = unindexed_by_name(db, words);
  found.insert(found.end(), fresh.begin(), fresh.end());
  std::vector<ContactId> contacts;
  for (const ContactId one : found) {
    const ContactId contact = living_contact(db, one);
    const bool full = limit != 0 && static_cast<int>(contacts.size()) >= limit;
    if (!full && std::find(contacts.begin(), contacts.end(), contact) == contacts.end())
      contacts.push_back(contact);
  }
  return contacts;
}

ContactLine get_line(const Access& db, ContactId contact) {
  ContactLine line;
  line.contact = get_summary(db, contact);
  static constexpr char figures[] = R"(
    SELECT count(*), count(*) FILTER (WHERE state <> 'closed'), max(last_message_at)
    FROM ticket
    WHERE contact = ?)";
  db.each(
      figures, [&line](db::Row& row) { row >> line.tickets >> line.unclosed >> line.last_message_at; },
      contact);
  return line;
}

IdentityLine read_identity(db::Row& row) {
  IdentityLine identity;
  row >> identity.kind >> identity.value >> identity.valid_from >> identity.valid_to;
  return identity;
}

bool is_phone_part(const std::string& words) {
  return !words.empty() && words.find_first_not_of("+0123456789 ") == words.npos;
}

}  // namespace

std::vector<ContactLine> list_contacts(const Access& db, const std::string& words, int limit) {
  std::vector<ContactId> contacts;
  if (words.find_first_not_of(' ') == words.npos) {
    contacts = latest_contacts(db, limit);
  } else if (is_phone_part(words)) {
    std::string digits = words;
    digits.erase(std::remove_if(digits.begin(), digits.end(), [](char c) { return c == '+' || c == ' '; }),
                 digits.end());
    contacts = contacts_by_phone(db, digits, limit);
  } else {
    contacts = contacts_by_name(db, words, limit);
  }
  std::vector<ContactLine> lines;
  for (const ContactId contact : contacts) lines.push_back(get_line(db, contact));
  std::stable_sort(lines.begin(), lines.end(), [](const ContactLine& a, const ContactLine& b) {
    return a.last_message_at.value_or(TimePoint{}) > b.last_message_at.value_or(TimePoint{});
  });
  return lines;
}

ContactResult get_contact_page(const Access& db, ContactId contact) {
  ContactResult page;
  page.contact = get_summary(db, contact);
  db.each(
      "SELECT profile_name, note, created_at FROM contact WHERE id = ?",
      [&page](db::Row& row) { row >> page.profile_name >> page.note >> page.created_at; }, contact);
  page.identities = db.all<IdentityLine>(
      "SELECT kind, value, valid_from, valid_to FROM identity WHERE contact = ? ORDER BY id DESC",
      read_identity, contact);
  page.window_closes_at = latest_window_closes(db, contact);
  db.each(
      R"(
    SELECT count(*), count(*) FILTER (WHERE m.ground IS NOT NULL AND m.direction = 'in')
    FROM ticket t
    CROSS JOIN message m ON m.ticket = t.id
    WHERE t.contact = ? AND m.direction <> 'note')",
      [&page](db::Row& row) { row >> page.messages >> page.strikes; }, contact);
  page.block = get_block(db, contact);
  page.opted_out_at = opted_out_since(db, contact);
  page.merged = list_joined(db, contact);
  return page;
}

std::vector<ContactId> list_joined(const Access& db, ContactId contact) {
  return db.all<ContactId>(
      "SELECT id FROM contact WHERE merged_into = ? AND merged_into IS NOT NULL ORDER BY id", contact);
}

std::optional<std::string> find_note(const Access& db, ContactId contact) {
  return db.value<std::optional<std::string>>("SELECT note FROM contact WHERE id = ?", contact);
}

void set_note(Writer& db, ContactId contact, const std::optional<std::string>& note) {
  db.run("UPDATE contact SET note = ? WHERE id = ?", note, contact);
}

}  // namespace urp::store
