// register_file.hpp: the register of what must not come back (people who were erased; messages that are
// hidden or masked; cases, deliveries and mails that were destroyed) once more, in a file beside the
// database: it outlives a database that is lost, and is asked when an older one is restored or replayed.
//
// It is written after the commit. What changes the register marks it as due in the same transaction, and the
// mark goes in the one under which the file is written: cut off in between, whoever comes next writes it.
#pragma once

#include <filesystem>
#include <vector>

#include "office/local.hpp"
#include "office/remains.hpp"
#include "store/erase.hpp"
#include "store/withheld.hpp"

namespace urp {

struct Register {
  std::vector<store::RegisterLine> erasures;
  std::vector<store::Withheld> withheld;
  void add(Register more);
};
Register list_register(const db::Access& db);

/// urp.db-erasures
std::filesystem::path register_path(const std::filesystem::path& database);
/// What stands in the tables and in the file, where the file lacks something. On disk when this returns;
/// nothing in memory.
void keep_register(db::Store& store, const Actor& actor, const Moment& now);
void keep_register(const Office::Local& office);
/// Beside this database: empty when there is none. Throws failed for a line that is none of ours.
Register read_register_beside(const std::filesystem::path& database);
/// The same of a copy that somebody names; of an empty path nothing. Throws not_found too.
Register read_register_copy(const std::filesystem::path& file);

}  // namespace urp
