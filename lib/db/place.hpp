// place.hpp: where a database lies, whether it is one of urp's, and how a new one comes there.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "db/store.hpp"
#include "files/folder.hpp"

namespace urp::db {

/// "urp1": what PRAGMA application_id says of every database of ours.
inline constexpr int application_id = 0x75727031;

/// All links followed: two names of one database must not become two sets of locks, and so two senders.
std::filesystem::path canonical_path(const std::filesystem::path& database);

/// `nothing`: no file, or one without a byte, and nothing of an office beside it.
enum class Found { ours, nothing };
/// Reads the head of the file without SQLite, which would write. Throws configuration when it is another
/// program's, or when it is missing although locks or media are there: removed, or its disk is not mounted.
Found look_at(const files::Folder& folder, const std::string& name);

/// Where a database stands: a copy, or one that was restored, stands elsewhere.
struct Standing {
  std::string machine, path;
  std::int64_t inode = 0;
  bool operator==(const Standing&) const = default;
};
Standing standing_of(const Store& store);
/// Which log and index SQLite has opened beside the database: until it is closed they stay.
using Beside = std::vector<std::pair<std::string, ino_t>>;  // names and inodes
Beside list_beside(const std::filesystem::path& database);
/// For is_in_place: how a store that was just opened looks.
void remember_place(Store& store);
/// False when the file that is open, or its log, is not the one of its name any more: removed, or another was
/// put there; or when it was cut or written over in its place. What would be written into it nobody would
/// ever read.
bool is_in_place(Store& store);
/// Throws failed.
void require_in_place(Store& store);
[[noreturn]] void throw_replaced(const Store& store);

/// Puts a new database there, whole and with its schema; leaves what another process put there meanwhile.
void create_database(const files::Folder& folder, const std::string& name);

}  // namespace urp::db
