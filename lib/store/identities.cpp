#include "store/identities.hpp"

#include <string_view>

namespace urp::store {
namespace {

struct IdentityRow {
  std::int64_t id = 0;
  ContactId contact;
  TimePoint from{};
  std::optional<TimePoint> to;
};

std::vector<IdentityRow> rows_of(const Access& db, const char* kind, const std::string& value) {
  auto query = db.query(
      "SELECT id, contact, valid_from, valid_to FROM identity WHERE kind = ? AND value = ? ORDER BY "
      "valid_from");
  query.bind(1, kind).bind(2, value);
  std::vector<IdentityRow> rows;
  while (query.step())
    rows.push_back({query.integer(0), {query.integer(1)}, query.time(2), query.maybe_time(3)});
  return rows;
}

std::optional<IdentityRow> current_row(const Access& db, ContactId contact, const char* kind) {
  auto query = db.query(
      "SELECT id, contact, valid_from, valid_to FROM identity WHERE contact = ? AND kind = ? AND valid_to IS "
      "NULL ORDER BY valid_from DESC, id DESC");
  query.bind(1, contact).bind(2, kind);
  if (!query.step()) return std::nullopt;
  return IdentityRow{query.integer(0), {query.integer(1)}, query.time(2), query.maybe_time(3)};
}

void end_row(Writer& db, std::int64_t row, TimePoint at) {
  db.query("UPDATE identity SET valid_to = max(valid_from, ?2) WHERE id = ?1 AND valid_to IS NULL")
      .bind(1, row)
      .bind(2, at)
      .run();
}

void add_row(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint from,
             std::optional<TimePoint> to) {
  db.query("INSERT INTO identity (contact, kind, value, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)")
      .bind(1, contact)
      .bind(2, kind)
      .bind(3, value)
      .bind(4, from)
      .bind(5, to)
      .run();
}

/// A phone or a username may come back to the same person; a user id that ended does not.
bool may_return(std::string_view kind) {
  return kind == "phone" || kind == "username";
}

}  // namespace

std::optional<Holder> find_id_holder(const Access& db, const char* kind, const std::string& value) {
  if (value.empty()) return std::nullopt;
  const auto rows = rows_of(db, kind, value);
  if (rows.empty()) return std::nullopt;
  for (const auto& row : rows) {
    if (!row.to) return Holder{row.contact, std::nullopt};
  }
  return Holder{rows.back().contact, rows.back().to};
}

std::optional<ContactId> find_phone_owner(const Access& db, const std::string& phone, TimePoint at) {
  if (phone.empty()) return std::nullopt;
  const auto rows = rows_of(db, "phone", phone);
  const IdentityRow* then = nullptr;
  for (const auto& row : rows) {
    if (row.from <= at) then = &row;
  }
  if (then) return then->to && *then->to <= at ? std::nullopt : std::optional(then->contact);
  return rows.empty() ? std::nullopt : std::optional(rows.front().contact);
}

std::optional<std::string> current_identity(const Access& db, ContactId contact, const char* kind) {
  auto query = db.query(
      "SELECT value FROM identity WHERE contact = ? AND kind = ? AND valid_to IS NULL ORDER BY valid_from "
      "DESC, id DESC");
  query.bind(1, contact).bind(2, kind);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

bool set_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes) {
  if (value.empty()) return false;
  const auto rows = rows_of(db, kind, value);
  for (const auto& row : rows) {
    const bool covers = !row.to || at < *row.to || !may_return(kind);
    if (row.contact != contact || !covers) continue;
    if (at < row.from)  // it was theirs earlier than was known
      db.query("UPDATE identity SET valid_from = ?2 WHERE id = ?1").bind(1, row.id).bind(2, at).run();
    return false;
  }
  // Somebody has it, or they have something newer, since a time after `at`: this is history.
  const auto ours = current_row(db, contact, kind);
  const auto before = current_identity(db, contact, kind);
  std::optional<TimePoint> until;
  if (ours && ours->from > at) until = ours->from;
  for (const auto& row : rows) {
    if (row.from > at && (!until || row.from < *until)) until = row.from;
  }
  if (until) {
    add_row(db, contact, kind, value, at, until);
    changes.push_back({kind, value, std::nullopt});
    return true;
  }
  if (ours) end_row(db, ours->id, at);
  for (const auto& row : rows) {
    if (!row.to) end_row(db, row.id, at);
  }
  add_row(db, contact, kind, value, at, std::nullopt);
  changes.push_back({kind, before, value});
  return true;
}

void end_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes) {
  if (value.empty()) return;
  bool known = false;
  for (const auto& row : rows_of(db, kind, value)) {
    if (row.contact != contact) continue;
    known = true;
    if (row.to) continue;
    end_row(db, row.id, at);
    changes.push_back({kind, value, std::nullopt});
  }
  if (known) return;
  add_row(db, contact, kind, value, at, at);
  changes.push_back({kind, value, std::nullopt});
}

void end_older(Writer& db, ContactId contact, const char* kind, const std::string& kept, TimePoint at,
               std::vector<Change>& changes) {
  std::vector<std::string> older;
  {
    auto query = db.query(
        "SELECT value FROM identity WHERE contact = ? AND kind = ? AND valid_to IS NULL AND value <> ? AND "
        "valid_from < ?");
    query.bind(1, contact).bind(2, kind).bind(3, kept).bind(4, at);
    while (query.step()) older.push_back(query.string(0));
  }
  for (const auto& value : older) end_identity(db, contact, kind, value, at, changes);
}

void keep_latest(Writer& db, ContactId contact, const char* kind, std::vector<Change>& changes) {
  const auto latest = current_row(db, contact, kind);
  const auto value = current_identity(db, contact, kind);
  if (latest && value) end_older(db, contact, kind, *value, latest->from, changes);
}

bool had_other(const Access& db, ContactId contact, const char* kind, const std::string& value,
               TimePoint at) {
  auto query = db.query(
      "SELECT 1 FROM identity WHERE contact = ?1 AND kind = ?2 AND value <> ?3 AND valid_from <= ?4 AND "
      "(valid_to IS NULL OR valid_to > ?4) LIMIT 1");
  query.bind(1, contact).bind(2, kind).bind(3, value).bind(4, at);
  return query.step();
}

}  // namespace urp::store
