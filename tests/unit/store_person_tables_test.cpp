// Every table that holds something of a person says so, and what becomes of it.
#include "store/person_tables.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "db/store.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

/// By a column that is called so, or by a reference, over any number of tables.
std::set<std::string> tables_about_people(const db::Access& db) {
  std::set<std::string> about = {"contact", "message", "ticket"};
  for (std::size_t before = 0; before != about.size();) {
    before = about.size();
    db.each(R"(
      SELECT t.name, f."table"
      FROM sqlite_schema t
      JOIN pragma_foreign_key_list(t.name) f
      WHERE t.type = 'table')",
            [&about](db::Row& row) {
              const auto name = row.next<std::string>();
              if (about.contains(row.next<std::string>())) about.insert(name);
            });
  }
  db.each(R"(
    SELECT t.name
    FROM sqlite_schema t
    JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table'
      AND c.name IN ('contact', 'into_contact', 'message', 'ticket', 'wamid', 'recipient', 'phone', 'user_id'))",
          [&about](db::Row& row) { about.insert(row.next<std::string>()); });
  return about;
}

/// Of nobody in particular, or of clerks.
const std::set<std::string> of_nobody = {
    "event_detail",  // of each entry of the chain: erase.cpp
    "erased_detail",
    "notice",
    "notice_author",
};

}  // namespace

TEST_CASE("person tables: a table that names a contact, a message or a case stands in the list") {
  const auto store = db::Store::in_memory();
  const db::Reader db(*store);
  std::set<std::string> listed;
  for (const auto& table : store::person_tables()) listed.insert(table.name);
  for (const auto& table : tables_about_people(db)) {
    if (of_nobody.contains(table)) continue;
    CHECK_MESSAGE(listed.contains(table),
                  "table " << table
                           << " may hold something of a person: say in lib/store/person_tables.cpp "
                              "which rows, and what becomes of them when the person is erased");
  }
}

TEST_CASE("person tables: every statement of the list can be carried out") {
  TestOffice office;
  const auto contact = office.add_contact();
  const auto db = office.write();
  store::set_scope(db, {{contact}, {}});
  CHECK_FALSE(store::dump_scope(db).empty());
  db.query_once("CREATE TEMP TABLE IF NOT EXISTS scope_event (value INTEGER NOT NULL)").run();
  db.query_once("INSERT INTO temp.scope_event (value) VALUES (1)").run();
  for (const auto& table : store::person_tables()) {
    if (const std::string sql = table.erase; !sql.empty()) CHECK_NOTHROW(db.query_once(sql).run());
  }
}
