#include "store/given_numbers.hpp"

namespace urp::store {
namespace {

std::int64_t last_given(const Access& db, const char* table) {
  return db.first<std::int64_t>("SELECT seq FROM sqlite_sequence WHERE name = ?", table).value_or(0);
}

void skip(Writer& db, const char* table, std::int64_t last) {
  if (last <= last_given(db, table)) return;
  // The table is SQLite's own and knows no key: a name may stand there not at all.
  if (db.run("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", last, table) == 0)
    db.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last);
}

}  // namespace

GivenNumbers find_given_numbers(const Access& db) {
  return {last_given(db, "ticket"), last_given(db, "contact")};
}

void skip_given_numbers(Writer& db, const GivenNumbers& given) {
  skip(db, "ticket", given.ticket);
  skip(db, "contact", given.contact);
}

}  // namespace urp::store
