#include "store/erase.hpp"

#include <algorithm>

#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "store/blocks.hpp"
#include "store/cursor.hpp"
#include "store/journal_cut.hpp"
#include "store/keyed.hpp"
#include "store/media_names.hpp"
#include "store/outbox.hpp"
#include "store/partings.hpp"
#include "store/search.hpp"
#include "store/withheld.hpp"

namespace urp::store {
namespace {

constexpr const char* mark = "erased:";
constexpr const char* remains_mark = "remains";

std::string hidden_wamid(const std::string& secret, const std::string& wamid) {
  return mark + hex(keyed(secret, "wamid", wamid));
}

/// What WhatsApp calls a message has the person's number in it; the same message once more is still known.
void hide_wamids(Writer& db) {
  struct Named {
    MessageId id;
    std::string wamid;
  };
  const auto messages = db.all<Named>(
      "SELECT id, wamid FROM message WHERE id IN (SELECT id FROM scope_message) AND wamid IS NOT NULL",
      [](db::Row& row) {
        Named named;
        row >> named.id >> named.wamid;
        return named;
      });
  const auto secret = erasure_secret(db);
  for (const auto& [id, wamid] : messages) {
    if (wamid.starts_with(mark)) continue;
    const std::string hidden = hidden_wamid(secret, wamid);
    db.run("UPDATE message SET wamid = ? WHERE id = ?", hidden, id);
  }
}

std::set<std::string> media_of_scope(const Access& db) {
  const auto list = db.all<std::string>(
      "SELECT sha256 FROM media WHERE message IN (SELECT id FROM scope_message) AND sha256 IS NOT NULL");
  return {list.begin(), list.end()};
}

/// Out of the index before the words leave their table: it forgets a row only by the words it was given.
void forget_words(Writer& db) {
  const auto rows = db.all<std::int64_t>(
      "SELECT id FROM search_text WHERE message IN (SELECT id FROM scope_message) OR (message IS NULL AND "
      "contact IN (SELECT id FROM scope_contact))");
  for (const auto row : rows) remove_from_index(db, row);
}

/// As a word of its own: the number of one is not the beginning of another's.
bool names(std::string_view body, const std::string& word) {
  const auto goes_on = [](char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  };
  for (auto at = body.find(word); at != body.npos; at = body.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !goes_on(word.front()) || !goes_on(body[at - 1]);
    if (begins && (end == body.size() || !goes_on(word.back()) || !goes_on(body[end]))) return true;
  }
  return false;
}

/// Entries of the cases, and those that name the person or one of their ids.
std::int64_t erase_details(Writer& db, const Scope& scope, const std::set<std::string>& words) {
  auto events = db.all<EventId>(R"(
    SELECT d.event
    FROM event_detail d
    JOIN event e ON e.id = d.event
    WHERE e.ticket IN (SELECT id FROM scope_ticket))");
  if (!scope.contacts.empty()) {
    std::vector<std::string> needles(words.begin(), words.end());
    // As a whole value: a username may be a word of somebody else's.
    const auto as_value = [&needles](const std::string& value) {
      needles.push_back("\t" + value + "\n");
      needles.push_back("\t" + value + "\t");
    };
    for (const auto contact : scope.contacts) as_value(to_string(contact));
    for (const auto& name : db.all<std::string>("SELECT value FROM identity WHERE contact IN (SELECT id FROM "
                                                "scope_contact) AND kind = 'username'"))
      as_value(name);
    db.each(R"(
      SELECT d.event, d.body
      FROM event_detail d
      JOIN event e ON e.id = d.event
      WHERE e.verb NOT IN ('contact_erase', 'contact_access', 'contact_hold', 'contact_unhold', 'purge'))",
            [&](db::Row& row) {
              const auto event = row.next<EventId>();
              const auto body = row.next<std::string_view>();
              const bool named = std::any_of(needles.begin(), needles.end(),
                                             [body](const std::string& word) { return names(body, word); });
              if (named) events.push_back(event);
            });
  }
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  for (const auto event : events) {
    db.run("DELETE FROM event_detail WHERE event = ?", event);
    db.run("INSERT INTO erased_detail (event, erasure) VALUES (?, ?) ON CONFLICT DO NOTHING", event,
           db.next_event());
  }
  return static_cast<std::int64_t>(events.size());
}

std::int64_t cut_journal(Writer& db, const std::set<std::string>& words, std::vector<JournalId> bodies,
                         JournalId looked_until) {
  for (const auto id : list_bodies_with(db, words, looked_until)) bodies.push_back(id);
  std::int64_t cut = 0;
  for (const auto id : bodies) cut += cut_body(db, id, words) ? 1 : 0;
  return cut;
}

void set_event(Writer& db) {
  db.query_once("CREATE TEMP TABLE IF NOT EXISTS scope_event (value INTEGER NOT NULL)").run();
  db.query_once("DELETE FROM temp.scope_event").run();
  const std::string sql = "INSERT INTO temp.scope_event (value) VALUES (?)";
  auto insert = db.query_once(sql);
  insert.bind(1, db.next_event()).run();
}

struct IdentityRow {
  ContactId contact;
  std::string kind, value;
};
IdentityRow read_identity(db::Row& row) {
  IdentityRow identity;
  row >> identity.contact >> identity.kind >> identity.value;
  return identity;
}

}  // namespace

std::set<std::string> journal_words(const Access& db, const Scope& scope) {
  set_scope(db, scope);
  std::set<std::string> words;
  for (auto& wamid : db.all<std::string>("SELECT wamid FROM scope_wamid")) {
    if (!wamid.starts_with(mark)) words.insert(std::move(wamid));
  }
  // Not the username: it may be a word like any other, and stands beside one of these.
  for (auto& value : db.all<std::string>("SELECT value FROM identity WHERE contact IN (SELECT id FROM "
                                         "scope_contact) AND kind <> 'username'")) {
    words.insert(std::move(value));
  }
  return words;
}

JournalId last_body(const Access& db) {
  return JournalId{db.value<std::int64_t>("SELECT ifnull(max(id), 0) FROM journal")};
}

Erased erase_scope(Writer& db, const Scope& scope, const std::vector<JournalId>& bodies,
                   JournalId looked_until) {
  const auto words = journal_words(db, scope);
  set_event(db);
  Erased erased;
  erased.tickets = db.value<std::int64_t>("SELECT count(*) FROM scope_ticket");
  erased.messages = db.value<std::int64_t>("SELECT count(*) FROM scope_message");
  const auto media = media_of_scope(db);
  erased.media = static_cast<std::int64_t>(media.size());
  forget_words(db);
  erased.events = erase_details(db, scope, words);
  erased.bodies = cut_journal(db, words, bodies, looked_until);
  for (const auto& table : person_tables()) {
    if (const std::string sql = table.erase; !sql.empty()) db.query_once(sql).run();
  }
  hide_wamids(db);
  doom_unnamed(db, media);
  set_remains(db, true);
  return erased;
}

void cancel_all_waiting(Writer& db, const Scope& scope) {
  set_scope(db, scope);
  const bool leaves = db.value<bool>(
      "SELECT EXISTS (SELECT 1 FROM message WHERE id IN (SELECT id FROM scope_message) AND status = "
      "'sending')");
  if (leaves) {
    throw Error(Fault::busy, _("a message to this person is just leaving"), _("try again in a moment"));
  }
  for (const auto message : db.all<MessageId>(
           "SELECT id FROM message WHERE id IN (SELECT id FROM scope_message) AND status IN ('queued', "
           "'parked')")) {
    apply(db, message, DeliveryEvent::cancel);
  }
}

void enter_erasure(Writer& db, const std::vector<ContactId>& records) {
  add_partings(db, records);
  const auto secret = erasure_secret(db);
  std::vector<RegisterLine> lines;
  for (const auto record : records) {
    lines.push_back({record, keyed(secret, "contact", to_string(record)), db.now()});
    for (const auto& [contact, kind, value] : db.all<IdentityRow>(
             "SELECT contact, kind, value FROM identity WHERE contact = ?", read_identity, record)) {
      if (kind != "username") lines.push_back({contact, keyed(secret, kind, value), db.now()});
    }
  }
  add_to_register(db, lines);
}

std::vector<RegisterLine> list_register(const Access& db) {
  return db.all<RegisterLine>("SELECT contact, key, at FROM erasure ORDER BY at, key", [](db::Row& row) {
    RegisterLine line;
    row >> line.contact >> line.key >> line.at;
    return line;
  });
}

void add_to_register(Writer& db, const std::vector<RegisterLine>& lines) {
  for (const auto& line : lines) {
    const int added = db.run("INSERT INTO erasure (contact, key, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                             line.contact, db::Blob{line.key}, line.at);
    if (added > 0) set_register_due(db, true);
  }
}

std::optional<TimePoint> erased_at(const Access& db, ContactId contact) {
  return db.value<std::optional<TimePoint>>("SELECT max(at) FROM erasure WHERE contact = ?", contact);
}

ErasureRegister::ErasureRegister(const Access& db) : secret_(erasure_secret(db)) {
  add(list_register(db));
}

void ErasureRegister::add(const std::vector<RegisterLine>& lines) {
  for (const auto& line : lines) {
    lines_.insert({line.key, line.at});
    newest_ = std::max(newest_, line.at);
  }
}

void ErasureRegister::add_messages(std::set<std::string> wamids) {
  messages_.merge(wamids);
}

bool ErasureRegister::holds(std::string_view kind, std::string_view value, TimePoint at) const {
  if (lines_.empty() || value.empty()) return false;
  const std::string key = keyed(secret_, kind, value);
  const auto line = lines_.lower_bound({key, at});
  return line != lines_.end() && line->first == key;
}

void take_over_register(Writer& db, const Access& source, const std::vector<RegisterLine>& more) {
  const auto secret = erasure_secret(source);
  if (secret != erasure_secret(db)) {
    const bool knows_somebody = db.value<bool>(
        "SELECT EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM journal) OR EXISTS (SELECT 1 FROM "
        "erasure)");
    if (knows_somebody) {
      throw Error(Fault::conflict, _("the journal is another office's: this database has people of its own"),
                  _("take it over into a new database: urp init"));
    }
    db.run("UPDATE secret SET value = ? WHERE name = 'erasure'", db::Blob{secret});
  }
  auto lines = list_register(source);
  lines.insert(lines.end(), more.begin(), more.end());
  std::erase_if(lines, [&secret](const RegisterLine& line) {
    return line.key == keyed(secret, "contact", to_string(line.contact));
  });
  for (auto& line : lines) line.contact = ContactId{};
  add_to_register(db, lines);
}

int apply_register(Writer& db) {
  const ErasureRegister erased(db);
  if (erased.empty()) return 0;
  struct Known {
    IdentityRow identity;
    TimePoint since{};
  };
  const auto read_known = [](db::Row& row) {
    Known known;
    known.identity = read_identity(row);
    row >> known.since;
    return known;
  };
  // What the person wrote after the erasure is a new record's; one that was theirs before is theirs again.
  std::set<ContactId> again;
  for (const auto& [identity, since] : db.all<Known>(R"(
    SELECT i.contact, i.kind, i.value, c.created_at
    FROM identity i
    JOIN contact c ON c.id = i.contact
    WHERE i.kind <> 'username' AND c.created_at <= ?)",
                                                     read_known, erased.newest())) {
    if (erased.holds(identity.kind, identity.value, since)) again.insert(identity.contact);
  }
  for (const auto& [contact, at] : db.all<std::pair<ContactId, TimePoint>>(
           R"(
    SELECT DISTINCT c.id, c.created_at
    FROM erasure e
    JOIN contact c ON c.id = e.contact
    WHERE c.created_at <= e.at
      AND (
        c.name IS NOT NULL
        OR c.profile_name IS NOT NULL
        OR EXISTS (SELECT 1 FROM identity i WHERE i.contact = c.id)
        OR EXISTS (SELECT 1 FROM message m WHERE m.contact = c.id AND m.text IS NOT NULL)))",
           [](db::Row& row) {
             std::pair<ContactId, TimePoint> one;
             row >> one.first >> one.second;
             return one;
           })) {
    // Another office's record may have this number: the key says whether it is the same.
    if (erased.holds("contact", to_string(contact), at)) again.insert(contact);
  }
  for (const auto contact : again) {
    const Scope scope{records_of(db, contact), {}};
    add_partings(db, scope.contacts);
    const auto bodies = list_bodies_with(db, journal_words(db, scope), JournalId{0});
    erase_scope(db, scope, bodies, last_body(db));
    db.record("contact_erase", std::nullopt, std::nullopt,
              {{"contact", std::nullopt, to_string(contact)}, {"again", std::nullopt, "yes"}});
  }
  return static_cast<int>(again.size());
}

bool is_erased_message(const Access& db, std::int64_t number, const std::string& wamid) {
  if (wamid.empty() || !db.value<bool>("SELECT EXISTS (SELECT 1 FROM erased_detail)")) return false;
  const std::string hidden = hidden_wamid(erasure_secret(db), wamid);
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM message WHERE number = ? AND wamid = ?)", number,
                        hidden);
}

bool has_remains(const Access& db) {
  return read_cursor(db, remains_mark) != 0;
}

void set_remains(Writer& db, bool remains) {
  set_cursor(db, remains_mark, remains ? 1 : 0);
}

}  // namespace urp::store
