#include "store/search_names.hpp"

#include "domain/say.hpp"
#include "store/contact_lookup.hpp"
#include "store/search.hpp"

namespace urp::store {
namespace {

constexpr int most_senders = 500;  // whom one from: may mean

}  // namespace

std::string fts_string(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"') result += '"';
    if (c != '\0') result += c;
  }
  return result + '"';
}

bool gather_fresh(const Access& db) {
  const bool pending = db.value<bool>(R"(
    SELECT
      EXISTS (SELECT 1 FROM message WHERE id > (SELECT value FROM cursor WHERE name = 'indexed_message'))
      OR EXISTS (
        SELECT 1 FROM contact
        WHERE revision > (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')))");
  if (!pending) return false;
  db.query(R"(
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_fresh
    USING fts5 (body, tokenize = "unicode61 remove_diacritics 2"))")
      .run();
  db.query("DELETE FROM temp.search_fresh").run();
  // The table of this connection is not there yet when its statements are prepared for good.
  const auto fill = [&](const std::string& words) {
    db.query_once("INSERT INTO temp.search_fresh (rowid, body) SELECT id, body FROM (" + words +
                  ") WHERE body <> '')")
        .run();
  };
  fill(contact_words.text +
       std::string("c.revision > (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')"));
  fill(message_words.text + std::string("m.id > (SELECT value FROM cursor WHERE name = 'indexed_message')"));
  return true;
}

std::string named_contacts(const std::string& table) {
  const std::string settled =
      table == "search_index"
          ? " AND c.revision <= (SELECT value FROM cursor WHERE name = 'indexed_contact_revision')"
          : "";
  return R"(
    FROM )" +
         table + R"( f
    CROSS JOIN contact c ON c.id = -f.rowid
    WHERE f.)" +
         table + " MATCH ? AND f.rowid < 0 AND c.merged_into IS NULL" + settled;
}

std::vector<std::int64_t> find_senders(const Access& db, const std::string& from, bool fresh) {
  if (const auto contact = find_contact(db, from)) return {contact->value};
  std::vector<std::int64_t> senders;
  const std::string expression = fts_string(from) + " *";
  const auto append = [&](const char* table) {
    const auto more = db.all<std::int64_t>(
        "SELECT c.id" + named_contacts(table) + " ORDER BY f.rowid LIMIT ?", expression, most_senders + 1);
    senders.insert(senders.end(), more.begin(), more.end());
  };
  append("search_index");
  if (fresh) append("search_fresh");
  if (senders.empty()) {
    throw Error(Fault::not_found, say(_("query: from:{0}: there is no such contact"), from),
                _("write a name or a part of it, c57, a phone number or @username"));
  }
  if (static_cast<int>(senders.size()) > most_senders) {
    throw Error(Fault::usage,
                say(_("query: from:{0}: more than {1} contacts have this name"), from, most_senders),
                _("write more of the name, in quotes: from:\"Maria Serra\""));
  }
  return senders;
}

}  // namespace urp::store
