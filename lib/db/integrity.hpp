// integrity.hpp: whether the file is whole, and its schema the one that the steps of store/sql make.
#pragma once

#include <string>
#include <vector>

#include "db/access.hpp"

namespace urp::db {

/// What SQLite finds; empty when all is well. `full` reads the indexes against their tables too, and the
/// full-text index against its words.
std::vector<std::string> find_damage(const Access& db, bool full);

/// A row that names another one that is not there: "message 12: no ticket".
std::vector<std::string> find_loose_rows(const Access& db);

struct SchemaFault {
  enum class Kind { foreign, missing, altered };  // foreign: nobody of us made it, a trigger perhaps
  Kind kind = Kind::foreign;
  std::string type, name;  // table, index, trigger, view
};
std::vector<SchemaFault> find_schema_faults(const Access& db);

}  // namespace urp::db
