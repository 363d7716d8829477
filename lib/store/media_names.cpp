#include "store/media_names.hpp"

#include <algorithm>
#include <filesystem>

#include "db/store.hpp"
#include "files/folder.hpp"
#include "store/media_files.hpp"

namespace urp::store {
namespace {

namespace fs = std::filesystem;

struct Column {
  std::string table, name;
};

/// Of every table that names files by the hash of their bytes: a new one is found by itself. A protocol entry
/// has the hash of a transcript, which is no file.
std::vector<Column> list_columns(const Access& db) {
  return db.all<Column>(R"(
    SELECT t.name, c.name
    FROM sqlite_schema t
    JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table'
      AND c.name LIKE '%sha256'
      AND c.name <> 'declared_sha256'
      AND t.name NOT IN ('doomed_media', 'upload', 'protocol_entry')
    ORDER BY t.name, c.name)",
                        [](db::Row& row) {
                          Column column;
                          row >> column.table >> column.name;
                          return column;
                        });
}

bool is_named(const Access& db, const std::vector<Column>& columns, const std::string& sha256) {
  for (const auto& [table, name] : columns) {
    const std::string sql = "SELECT EXISTS (SELECT 1 FROM " + table + " WHERE " + name + " = ?)";
    if (db.value<bool>(sql, sha256)) return true;
  }
  return false;
}

/// Calls `visit` with the path below the folder and whether it is a file of ours.
template <class Visit>
void walk_folder(const Store& store, const Visit& visit) {
  std::error_code unknown;
  if (!fs::exists(store.media_folder(), unknown)) return;
  const files::Folder media(store.media_folder());
  for (const auto& shelf : media.list()) {
    if (shelf == "tmp") continue;
    const auto path = media.path() / shelf;
    if (shelf.size() != 2 || !fs::is_directory(fs::symlink_status(path, unknown))) {
      visit(shelf, false);
      continue;
    }
    for (const auto& name : media.enter(shelf).list()) {
      const bool ours = is_media_digest(name) && name.starts_with(shelf) &&
                        fs::is_regular_file(fs::symlink_status(path / name, unknown));
      visit(ours ? name : shelf + "/" + name, ours);
    }
  }
}

std::vector<std::string> list_files(const Store& store, bool ours) {
  std::vector<std::string> names;
  walk_folder(store, [&](const std::string& name, bool is_ours) {
    if (is_ours == ours) names.push_back(name);
  });
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

std::vector<std::string> list_media_names(const Access& db) {
  std::set<std::string> names;
  for (const auto& [table, name] : list_columns(db)) {
    const std::string sql = "SELECT DISTINCT " + name + " FROM " + table + " WHERE " + name + " IS NOT NULL";
    for (auto& sha256 : db.all<std::string>(sql)) names.insert(std::move(sha256));
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> list_media_files(const Store& store) {
  return list_files(store, true);
}

std::vector<std::string> list_strange_files(const Store& store) {
  return list_files(store, false);
}

void doom_unnamed(Writer& db, const std::set<std::string>& sha256) {
  const auto columns = list_columns(db);
  for (const auto& name : sha256) {
    if (is_named(db, columns, name)) continue;
    db.run("DELETE FROM upload WHERE sha256 = ?", name);
    db.run("INSERT INTO doomed_media (sha256) VALUES (?) ON CONFLICT DO NOTHING", name);
  }
}

std::vector<std::string> list_doomed(const Access& db) {
  return db.all<std::string>("SELECT sha256 FROM doomed_media ORDER BY sha256");
}

int remove_doomed_files(Store& store) {
  std::vector<std::string> doomed;
  {
    const Reader db(store);
    const auto columns = list_columns(db);
    for (auto& name : list_doomed(db)) {
      // The same bytes may have come again since.
      if (is_media_digest(name) && !is_named(db, columns, name)) doomed.push_back(std::move(name));
    }
  }
  std::error_code unknown;
  int removed = 0;
  for (const auto& name : doomed) {
    const auto shelf = store.media_folder() / name.substr(0, 2);
    if (!fs::is_directory(fs::symlink_status(shelf, unknown))) continue;
    const files::Folder folder(shelf);
    if (!folder.remove(name)) continue;
    folder.sync();
    ++removed;
  }
  return removed;
}

void forget_doomed(Writer& db, const std::vector<std::string>& sha256) {
  for (const auto& name : sha256) db.run("DELETE FROM doomed_media WHERE sha256 = ?", name);
}

}  // namespace urp::store
