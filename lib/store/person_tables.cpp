#include "store/person_tables.hpp"

#include <array>

namespace urp::store {
namespace {

constexpr const char* of_contact = "contact IN (SELECT id FROM scope_contact)";
constexpr const char* of_message = "message IN (SELECT id FROM scope_message)";
constexpr const char* of_ticket = "ticket IN (SELECT id FROM scope_ticket)";
constexpr const char* of_letters =
    "dispatch IN (SELECT id FROM dispatch WHERE ticket IN (SELECT id FROM scope_ticket))";
constexpr const char* kept = "";

/// What must look at other rows while they are whole stands before them.
constexpr PersonTable tables[] = {
    // Statuses carry the number they went to, inside the provider's id.
    {"delivery", "number IN (SELECT id FROM number) AND wamid IN (SELECT wamid FROM scope_wamid)",
     "DELETE FROM delivery WHERE number IN (SELECT id FROM number) AND wamid IN (SELECT wamid FROM "
     "scope_wamid)"},
    {"amendment", "target IN (SELECT id FROM scope_message) OR contact IN (SELECT id FROM scope_contact)",
     "DELETE FROM amendment WHERE target IN (SELECT id FROM scope_message) OR contact IN (SELECT id FROM "
     "scope_contact)"},

    // Who the person is.
    {"contact", "id IN (SELECT id FROM scope_contact)",
     "UPDATE contact SET name = NULL, profile_name = NULL, note = NULL, blocked = 0, blocked_at = NULL, "
     "blocked_until = NULL, muted = 0, revision = (SELECT value FROM scope_event) WHERE id IN (SELECT id "
     "FROM scope_contact)"},
    {"identity", of_contact, "DELETE FROM identity WHERE contact IN (SELECT id FROM scope_contact)"},
    {"contact_join",
     "contact IN (SELECT id FROM scope_contact) OR into_contact IN (SELECT id FROM scope_contact)",
     "DELETE FROM contact_join WHERE contact IN (SELECT id FROM scope_contact) OR into_contact IN (SELECT id "
     "FROM scope_contact)"},
    {"joined_row", of_contact, "DELETE FROM joined_row WHERE contact IN (SELECT id FROM scope_contact)"},
    {"likely_same", "a IN (SELECT id FROM scope_contact) OR b IN (SELECT id FROM scope_contact)",
     "DELETE FROM likely_same WHERE a IN (SELECT id FROM scope_contact) OR b IN (SELECT id FROM "
     "scope_contact)"},
    {"service_window", of_contact,
     "DELETE FROM service_window WHERE contact IN (SELECT id FROM scope_contact)"},
    {"opt_out", of_contact, "DELETE FROM opt_out WHERE contact IN (SELECT id FROM scope_contact)"},
    {"opt_in", of_contact, "DELETE FROM opt_in WHERE contact IN (SELECT id FROM scope_contact)"},
    {"person_hold", of_contact, "DELETE FROM person_hold WHERE contact IN (SELECT id FROM scope_contact)"},
    {"read_receipt", of_contact, "DELETE FROM read_receipt WHERE contact IN (SELECT id FROM scope_contact)"},
    {"block_wish", of_contact, "DELETE FROM block_wish WHERE contact IN (SELECT id FROM scope_contact)"},
    {"responder", of_contact, "DELETE FROM responder WHERE contact IN (SELECT id FROM scope_contact)"},
    {"subscription", of_contact, "DELETE FROM subscription WHERE contact IN (SELECT id FROM scope_contact)"},
    {"notice_parameter", of_contact,
     "DELETE FROM notice_parameter WHERE contact IN (SELECT id FROM scope_contact)"},
    // How many a notice reached stays.
    {"notice_recipient", of_contact,
     "UPDATE notice_recipient SET address = NULL WHERE contact IN (SELECT id FROM scope_contact)"},
    {"hold", of_contact, kept},     // who is on hold is not erased
    {"parting", of_contact, kept},  // what WhatsApp is still to be told: gone as soon as it was
    {"erasure", of_contact, kept},  // keyed hashes: an older backup knows them again

    // Their cases: what stays is the office's own register, without a word of theirs.
    {"ticket", "id IN (SELECT id FROM scope_ticket)",
     "UPDATE ticket SET subject = NULL, preview = NULL, unread = 0, revision = (SELECT value FROM "
     "scope_event) WHERE id IN (SELECT id FROM scope_ticket)"},
    {"handover", of_ticket, "DELETE FROM handover WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"ticket_tag", of_ticket, "DELETE FROM ticket_tag WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"ticket_link", "ticket IN (SELECT id FROM scope_ticket) OR other IN (SELECT id FROM scope_ticket)",
     kept},
    {"draft", of_ticket, "DELETE FROM draft WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"reading", of_ticket, "DELETE FROM reading WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"dispatch", of_ticket, "UPDATE dispatch SET note = NULL WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"letter", of_letters,
     kept},  // that the service was told, and when: its words were written anew each time
    {"letter_attempt",
     "letter IN (SELECT id FROM letter WHERE dispatch IN (SELECT id FROM dispatch WHERE ticket IN (SELECT id "
     "FROM scope_ticket)))",
     kept},
    // A receipt names its letter alone, and quotes the subject of the case.
    {"mail",
     "ticket IN (SELECT id FROM scope_ticket) OR message IN (SELECT id FROM scope_message) OR dispatch IN "
     "(SELECT id FROM dispatch WHERE ticket IN (SELECT id FROM scope_ticket))",
     "UPDATE mail SET message_id = NULL, from_name = NULL, from_mail = NULL, subject = NULL, preview = NULL, "
     "reason = NULL, body = NULL WHERE ticket IN (SELECT id FROM scope_ticket) OR message IN (SELECT id FROM "
     "scope_message) OR dispatch IN (SELECT id FROM dispatch WHERE ticket IN (SELECT id FROM scope_ticket))"},
    {"destroyed", of_ticket, kept},
    {"term_suspension", of_ticket,
     "UPDATE term_suspension SET note = NULL WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"automatic_due", of_ticket, "DELETE FROM automatic_due WHERE ticket IN (SELECT id FROM scope_ticket)"},
    {"survey", of_ticket, kept},          // a figure
    {"canned_use", of_message, kept},     // how often the office's own words were used
    {"protocol_entry", of_ticket, kept},  // of the register: numbers, a hash
    {"publication", of_ticket, kept},     // without persons
    {"event", of_ticket, kept},           // what they say is erased by erase.cpp

    // Their messages: what stays is that there was one, which way it went, and how far it came.
    {"message", "id IN (SELECT id FROM scope_message)",  // wamid: erase.cpp
     "UPDATE message SET text = NULL, error_text = NULL, quote_wamid = NULL, revision = (SELECT value FROM "
     "scope_event) WHERE id IN (SELECT id FROM scope_message)"},
    {"media", of_message, "DELETE FROM media WHERE message IN (SELECT id FROM scope_message)"},
    {"media_fetch", of_message, "DELETE FROM media_fetch WHERE message IN (SELECT id FROM scope_message)"},
    {"location", of_message, "DELETE FROM location WHERE message IN (SELECT id FROM scope_message)"},
    {"card_line", of_message, "DELETE FROM card_line WHERE message IN (SELECT id FROM scope_message)"},
    {"message_fact", of_message, "DELETE FROM message_fact WHERE message IN (SELECT id FROM scope_message)"},
    {"template_parameter", of_message,
     "DELETE FROM template_parameter WHERE message IN (SELECT id FROM scope_message)"},
    {"sealed", of_message, "DELETE FROM sealed WHERE message IN (SELECT id FROM scope_message)"},
    {"redaction", of_message, "DELETE FROM redaction WHERE message IN (SELECT id FROM scope_message)"},
    {"redacted", of_message, "DELETE FROM redacted WHERE message IN (SELECT id FROM scope_message)"},
    {"suspicion", of_message, "DELETE FROM suspicion WHERE message IN (SELECT id FROM scope_message)"},
    {"warning", "sent IN (SELECT id FROM scope_message)", kept},  // on which ground they were warned
    {"flag", of_message, "UPDATE flag SET note = NULL WHERE message IN (SELECT id FROM scope_message)"},
    {"outbox", of_message,
     "UPDATE outbox SET idempotency_key = NULL, content_digest = NULL WHERE message IN (SELECT id FROM "
     "scope_message)"},
    {"attempt", "message IN (SELECT id FROM scope_message) OR contact IN (SELECT id FROM scope_contact)",
     "UPDATE attempt SET wamid = 'erased' WHERE message IN (SELECT id FROM scope_message) OR contact IN "
     "(SELECT "
     "id FROM scope_contact)"},
    {"search_text", "message IN (SELECT id FROM scope_message) OR contact IN (SELECT id FROM scope_contact)",
     kept},  // with the index over it, by erase.cpp
};

constexpr std::array scope_tables = {"scope_contact", "scope_ticket", "scope_message"};

void fill(const Access& db, const char* sql) {
  db.query_once(sql).run();
}

/// A column as the person may read it.
std::string readable(const std::string& column, const std::string& type) {
  if (type == "BLOB") return "lower(hex(" + column + "))";
  constexpr std::array times = {"at",       "since",         "until",           "valid_from",
                                "valid_to", "waiting_since", "until_at",        "claimed_at",
                                "last_at",  "clerk_since",   "postponed_until", "blocked_until"};
  bool time = column.size() > 3 && column.ends_with("_at");
  for (const char* name : times) time = time || column == name;
  if (type == "INTEGER" && time) return "strftime('%Y-%m-%dT%H:%M:%SZ', " + column + ", 'unixepoch')";
  return column;
}

/// `json_object('id', id, ...)`
std::string json_of(const Access& db, const std::string& table) {
  std::string arguments;
  db.each(
      "SELECT name, type FROM pragma_table_info(?)",
      [&arguments](db::Row& row) {
        const auto column = row.next<std::string>();
        const auto type = row.next<std::string>();
        arguments += (arguments.empty() ? "'" : ", '") + column + "', " + readable(column, type);
      },
      table);
  return "json_object(" + arguments + ")";
}

}  // namespace

std::span<const PersonTable> person_tables() {
  return tables;
}

void set_scope(const Access& db, const Scope& scope) {
  for (const std::string table : scope_tables) {
    db.query_once("CREATE TEMP TABLE IF NOT EXISTS " + table + " (id INTEGER PRIMARY KEY)").run();
    db.query_once("DELETE FROM temp." + table).run();
  }
  fill(db, "CREATE TEMP TABLE IF NOT EXISTS scope_wamid (wamid TEXT PRIMARY KEY)");
  fill(db, "DELETE FROM temp.scope_wamid");
  for (const auto contact : scope.contacts)
    db.query("INSERT INTO temp.scope_contact (id) VALUES (?)").bind(1, contact).run();
  for (const auto ticket : scope.tickets)
    db.query("INSERT INTO temp.scope_ticket (id) VALUES (?)").bind(1, ticket).run();
  fill(db,
       "INSERT OR IGNORE INTO temp.scope_ticket SELECT id FROM ticket WHERE contact IN (SELECT id FROM "
       "scope_contact)");
  fill(db, R"(
    INSERT OR IGNORE INTO temp.scope_message
    SELECT id FROM message WHERE ticket IN (SELECT id FROM scope_ticket)
    UNION
    SELECT id FROM message WHERE contact IN (SELECT id FROM scope_contact))");
  fill(db, R"(
    INSERT OR IGNORE INTO temp.scope_wamid
    SELECT wamid FROM message WHERE id IN (SELECT id FROM scope_message) AND wamid IS NOT NULL
    UNION
    SELECT wamid FROM attempt WHERE message IN (SELECT id FROM scope_message) AND wamid IS NOT NULL
    UNION
    SELECT wamid FROM amendment WHERE target IN (SELECT id FROM scope_message)
    UNION
    SELECT wamid FROM amendment WHERE contact IN (SELECT id FROM scope_contact))");
}

ScopeCounts count_scope(const Access& db) {
  ScopeCounts counts;
  counts.tickets = db.value<std::int64_t>("SELECT count(*) FROM scope_ticket");
  counts.messages = db.value<std::int64_t>("SELECT count(*) FROM scope_message");
  counts.events =
      db.value<std::int64_t>("SELECT count(*) FROM event WHERE ticket IN (SELECT id FROM scope_ticket)");
  counts.notices = db.value<std::int64_t>(
      "SELECT count(*) FROM notice_recipient WHERE contact IN (SELECT id FROM scope_contact)");
  return counts;
}

std::vector<TicketId> list_unclosed(const Access& db) {
  return db.all<TicketId>(R"(
    SELECT id
    FROM ticket
    WHERE id IN (SELECT id FROM scope_ticket) AND closed_at IS NULL AND merged_into IS NULL
    ORDER BY id)");
}

std::vector<ScopeMedia> list_media(const Access& db) {
  return db.all<ScopeMedia>(R"(
    SELECT sha256, ifnull(mime_type, ''), ifnull(file_name, '')
    FROM media
    WHERE message IN (SELECT id FROM scope_message) AND sha256 IS NOT NULL
    ORDER BY message)",
                            [](db::Row& row) {
                              ScopeMedia media;
                              row >> media.sha256 >> media.mime_type >> media.file_name;
                              return media;
                            });
}

std::vector<ContactId> records_of(const Access& db, ContactId contact) {
  return db.all<ContactId>(R"(
    WITH RECURSIVE person (id) AS (
      SELECT ?1
      UNION
      SELECT c.id FROM contact c JOIN person p ON c.merged_into = p.id)
    SELECT id FROM person ORDER BY id)",
                           contact);
}

std::vector<TableDump> dump_scope(const Access& db) {
  std::vector<TableDump> dumps;
  for (const auto& [name, rows, erase] : tables) {
    const std::string sql = "SELECT " + json_of(db, name) + " FROM " + name + " WHERE " + std::string(rows);
    TableDump dump{name, db.all<std::string>(sql)};
    if (!dump.rows.empty()) dumps.push_back(std::move(dump));
  }
  return dumps;
}

}  // namespace urp::store
