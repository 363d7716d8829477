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

IdentityRow read_identity(db::Row& row) {
  IdentityRow identity;
  row >> identity.id >> identity.contact >> identity.from >> identity.to;
  return identity;
}

constexpr auto select_identity = db::Piece(R"(
    SELECT
      id,
      contact,
      valid_from,
      valid_to
    FROM identity
    )");

std::vector<IdentityRow> rows_of(const Access& db, const char* kind, const std::string& value) {
  static constexpr auto sql = select_identity + "WHERE kind = ? AND value = ? ORDER BY valid_from";
  return db.all<IdentityRow>(sql, read_identity, kind, value);
}

std::optional<IdentityRow> current_row(const Access& db, ContactId contact, const char* kind) {
  static constexpr auto sql =
      select_identity +
      "WHERE contact = ? AND kind = ? AND valid_to IS NULL ORDER BY valid_from DESC, id DESC";
  return db.first<IdentityRow>(sql, read_identity, contact, kind);
}

void end_row(Writer& db, std::int64_t row, TimePoint at) {
  db.run("UPDATE identity SET valid_to = max(valid_from, ?) WHERE id = ? AND valid_to IS NULL", at, row);
}

void add_row(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint from,
             std::optional<TimePoint> to) {
  db.run("INSERT INTO identity (contact, kind, value, valid_from, valid_to) VALUES (?, ?, ?, ?, ?)", contact,
         kind, value, from, to);
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
  return db.first<std::string>(R"(
    SELECT value
    FROM identity
    WHERE contact = ? AND kind = ? AND valid_to IS NULL
    ORDER BY valid_from DESC, id DESC)",
                               contact, kind);
}

bool set_identity(Writer& db, ContactId contact, const char* kind, const std::string& value, TimePoint at,
                  std::vector<Change>& changes) {
  if (value.empty()) return false;
  const auto rows = rows_of(db, kind, value);
  for (const auto& row : rows) {
    const bool covers = !row.to || at < *row.to || !may_return(kind);
    if (row.contact != contact || !covers) continue;
    if (at < row.from)  // it was theirs earlier than was known
      db.run("UPDATE identity SET valid_from = ? WHERE id = ?", at, row.id);
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
  const auto older = db.all<std::string>(R"(
    SELECT value
    FROM identity
    WHERE contact = ? AND kind = ? AND valid_to IS NULL AND value <> ? AND valid_from < ?)",
                                         contact, kind, kept, at);
  for (const auto& value : older) end_identity(db, contact, kind, value, at, changes);
}

void keep_latest(Writer& db, ContactId contact, const char* kind, std::vector<Change>& changes) {
  const auto latest = current_row(db, contact, kind);
  const auto value = current_identity(db, contact, kind);
  if (latest && value) end_older(db, contact, kind, *value, latest->from, changes);
}

bool had_other(const Access& db, ContactId contact, const char* kind, const std::string& value,
               TimePoint at) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1 FROM identity
      WHERE contact = ?1
        AND kind = ?2
        AND value <> ?3
        AND valid_from <= ?4
        AND (valid_to IS NULL OR valid_to > ?4)))",
                        contact, kind, value, at);
}

}  // namespace urp::store
