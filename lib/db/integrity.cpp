#include "db/integrity.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <utility>

#include "db/store.hpp"

namespace urp::db {
namespace {

using Objects = std::map<std::pair<std::string, std::string>, std::string>;  // type and name: its SQL

/// But for what SQLite itself makes.
Objects schema_of(const Access& db) {
  Objects objects;
  db.each("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
          [&objects](Row& row) {
            auto type = row.next<std::string>();
            auto name = row.next<std::string>();
            objects[{std::move(type), std::move(name)}] = row.next<std::string>();
          });
  return objects;
}

std::vector<std::string> ask_sqlite(const Access& db, bool full) {
  constexpr const char* well = "ok";
  auto answer =
      full ? db.all<std::string>("PRAGMA integrity_check") : db.all<std::string>("PRAGMA quick_check");
  if (answer.size() == 1 && answer.front() == well) answer.clear();
  return answer;
}

/// The check is an insertion that inserts nothing.
bool is_index_whole(Store& store) {
  try {
    store.database().exec("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
    return true;
  } catch (const SQLite::Exception&) {
    return false;  // told as a finding
  }
}

}  // namespace

std::vector<std::string> find_damage(const Access& db, bool full) {
  auto damage = ask_sqlite(db, full);
  if (full && damage.empty() && !is_index_whole(db.store()))
    damage.emplace_back("search_index: its words are not those of search_text");
  return damage;
}

std::vector<std::string> find_loose_rows(const Access& db) {
  return db.all<std::string>("PRAGMA foreign_key_check", [](Row& row) {
    const auto table = row.next<std::string>();
    const auto id = row.next<std::optional<std::int64_t>>();
    const auto other = row.next<std::string>();
    row.skip(1);
    return table + (id ? " " + std::to_string(*id) : "") + ": no " + other;
  });
}

std::vector<SchemaFault> find_schema_faults(const Access& db) {
  using Kind = SchemaFault::Kind;
  const auto fresh = Store::in_memory();
  const Objects right = schema_of(Reader(*fresh)), found = schema_of(db);
  std::vector<SchemaFault> faults;
  for (const auto& [object, sql] : found) {
    const auto known = right.find(object);
    if (known != right.end() && known->second == sql) continue;
    faults.push_back({known == right.end() ? Kind::foreign : Kind::altered, object.first, object.second});
  }
  for (const auto& [object, sql] : right) {
    if (!found.contains(object)) faults.push_back({Kind::missing, object.first, object.second});
  }
  return faults;
}

}  // namespace urp::db
