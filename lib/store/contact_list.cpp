#include "store/contact_list.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "domain/window.hpp"
#include "store/blocks.hpp"
#include "store/contact_lookup.hpp"

namespace urp::store {
namespace {

/// The latest cases are walked until enough different people have been met.
std::vector<ContactId> latest_contacts(const Access& db, int limit) {
  std::vector<ContactId> contacts;
  auto query = db.query("SELECT contact FROM ticket ORDER BY last_message_at DESC, id DESC");
  std::vector<std::int64_t> seen;  // sorted
  while ((limit == 0 || static_cast<int>(contacts.size()) < limit) && query.step()) {
    const auto contact = query.integer(0);
    const auto at = std::lower_bound(seen.begin(), seen.end(), contact);
    if (at != seen.end() && *at == contact) continue;
    seen.insert(at, contact);
    contacts.push_back({contact});
  }
  return contacts;
}

/// Phones are indexed from their beginning on; without a country they are Italian.
std::vector<ContactId> contacts_by_phone(const Access& db, const std::string& digits, int limit) {
  auto query = db.query(
      "SELECT DISTINCT contact FROM identity WHERE kind = 'phone' AND valid_to IS NULL AND (value >= ?1 AND "
      "value < "
      "?2 OR value >= ?3 AND value < ?4) LIMIT ?5");
  const std::string end = digits + ":", italian = "39" + digits, italian_end = italian + ":";  // : follows 9
  query.bind(1, digits).bind(2, end).bind(3, italian).bind(4, italian_end).bind(5, limit == 0 ? -1 : limit);
  std::vector<ContactId> contacts;
  while (query.step()) contacts.push_back({query.integer(0)});
  return contacts;
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
  const std::string wanted = fold_for_matching(words);
  auto query = db.query(
      "SELECT id, ifnull(name, '') || ' ' || ifnull(profile_name, '') FROM contact WHERE revision > (SELECT "
      "value FROM "
      "cursor WHERE name = 'indexed_contact_revision')");
  std::vector<ContactId> contacts;
  while (query.step()) {
    if (fold_for_matching(query.text(1)).find(wanted) != std::string::npos)
      contacts.push_back({query.integer(0)});
  }
  return contacts;
}

std::vector<ContactId> contacts_by_name(const Access& db, const std::string& words, int limit) {
  std::vector<ContactId> contacts;
  const std::string match = as_match(words);
  if (match.empty()) return contacts;
  auto query = db.query("SELECT -rowid FROM search_index WHERE search_index MATCH ?1 AND rowid < 0 LIMIT ?2");
  query.bind(1, match).bind(2, limit == 0 ? -1 : limit);
  while (query.step()) contacts.push_back({query.integer(0)});
  for (const ContactId contact : unindexed_by_name(db, words)) {
    const bool full = limit != 0 && static_cast<int>(contacts.size()) >= limit;
    if (!full && std::find(contacts.begin(), contacts.end(), contact) == contacts.end())
      contacts.push_back(contact);
  }
  return contacts;
}

ContactLine get_line(const Access& db, ContactId contact) {
  ContactLine line;
  line.contact = get_summary(db, contact);
  auto query = db.query(
      "SELECT count(*), count(*) FILTER (WHERE state <> 'closed'), max(last_message_at) FROM ticket WHERE "
      "contact = ?");
  query.bind(1, contact);
  query.step();
  line.tickets = query.integer(0);
  line.unclosed = query.integer(1);
  line.last_message_at = query.maybe_time(2);
  return line;
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
  auto row = db.query("SELECT profile_name, note, created_at FROM contact WHERE id = ?");
  row.bind(1, contact);
  row.step();
  page.profile_name = row.maybe_string(0);
  page.note = row.maybe_string(1);
  page.created_at = row.time(2);
  auto identities =
      db.query("SELECT kind, value, valid_from, valid_to FROM identity WHERE contact = ? ORDER BY id DESC");
  identities.bind(1, contact);
  while (identities.step()) {
    page.identities.push_back(
        {identities.string(0), identities.string(1), identities.time(2), identities.maybe_time(3)});
  }
  auto window = db.query(
      "SELECT last_inbound_at, closed_at FROM service_window WHERE contact = ? ORDER BY last_inbound_at "
      "DESC");
  window.bind(1, contact);
  if (window.step()) page.window_closes_at = window_end(window.time(0), window.maybe_time(1));
  auto figures = db.query(
      "SELECT count(*), count(*) FILTER (WHERE m.ground IS NOT NULL AND m.direction = 'in') FROM ticket t "
      "CROSS JOIN "
      "message m ON m.ticket = t.id WHERE t.contact = ? AND m.direction <> 'note'");
  figures.bind(1, contact);
  figures.step();
  page.block = get_block(db, contact);
  page.messages = figures.integer(0);
  page.strikes = figures.integer(1);
  return page;
}

void set_note(Writer& db, ContactId contact, const std::optional<std::string>& note) {
  db.query("UPDATE contact SET note = ?2 WHERE id = ?1").bind(1, contact).bind(2, note).run();
}

}  // namespace urp::store
