#include "store/cursor.hpp"

namespace urp::store {

std::int64_t read_cursor(const Access& db, const char* name) {
  return db.first<std::int64_t>("SELECT value FROM cursor WHERE name = ?", name).value_or(0);
}

void set_cursor(Writer& db, const char* name, std::int64_t value) {
  db.run(R"(
    INSERT INTO cursor (name, value)
    VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value)",
         name, value);
}

}  // namespace urp::store
