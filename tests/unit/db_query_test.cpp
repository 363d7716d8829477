#include <doctest/doctest.h>
#include <sqlite3.h>

#include <stdexcept>

#include "db/access.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

struct Pair {
  std::string text;
  std::optional<std::int64_t> number;
};
Pair read_pair(db::Row& row) {
  Pair pair;
  row >> pair.text >> pair.number;
  return pair;
}

int count_prepared(TestOffice& office) {
  int count = 0;
  auto* database = office.store().handle();
  for (auto* one = sqlite3_next_stmt(database, nullptr); one; one = sqlite3_next_stmt(database, one)) ++count;
  return count;
}

}  // namespace

TEST_CASE("db: the columns of a row are read in their order, NULL into an optional") {
  TestOffice office;
  const auto db = office.read();
  const auto pairs = db.all<Pair>("SELECT ?, ? UNION ALL SELECT 'b', NULL", read_pair, std::string("a"), 7);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].text == "a");
  CHECK(pairs[0].number == 7);
  CHECK(pairs[1].text == "b");
  CHECK_FALSE(pairs[1].number.has_value());
}

TEST_CASE("db: the first row, one column, a value, and nothing") {
  TestOffice office;
  const auto db = office.read();
  CHECK(db.first<TicketId>("SELECT ?", TicketId{12}) == TicketId{12});
  CHECK_FALSE(db.first<Pair>("SELECT 'a', 1 WHERE ?", read_pair, false).has_value());
  CHECK(db.value<bool>("SELECT EXISTS (SELECT 1 WHERE ? IS NULL)", db::or_null("")));
  CHECK(db.value<std::optional<TimePoint>>("SELECT ?", std::optional<TimePoint>{}) == std::nullopt);
  CHECK(db.all<std::int64_t>("SELECT 1 UNION ALL SELECT ?", db::or_null(std::int64_t{2})) ==
        std::vector<std::int64_t>{1, 2});
}

TEST_CASE("db: a text may hold a NUL, bytes are not text") {
  TestOffice office;
  const auto db = office.read();
  const std::string odd("a\0b", 3);
  CHECK(db.value<std::string>("SELECT ?", odd) == odd);
  CHECK(db.value<std::string>("SELECT typeof(?)", db::Blob{odd}) == "blob");
  CHECK(db.value<std::string>("SELECT typeof(?)", odd) == "text");
}

TEST_CASE("db: a value too many, a column that nobody reads: told at once, not in the figures") {
  TestOffice office;
  const auto db = office.read();
  CHECK_THROWS_AS(db.value<std::int64_t>("SELECT ?", 1, 2), std::logic_error);
  CHECK_THROWS_AS(db.value<std::int64_t>("SELECT ?, 2", 1), std::logic_error);
  CHECK_THROWS_AS(db.all<Pair>("SELECT 'a'", read_pair), std::logic_error);
}

TEST_CASE("db: pieces of SQL are joined by the compiler, and what was composed later is asked too") {
  static constexpr db::Piece ten = "SELECT 10 AS n";
  static constexpr auto sum = "SELECT n + ? FROM (" + ten + ")";
  TestOffice office;
  const auto db = office.read();
  CHECK(db.value<int>(sum, 5) == 15);
  const std::string composed = "SELECT " + std::to_string(3) + " + ?";
  CHECK(db.value<int>(composed, 4) == 7);
}

TEST_CASE("db: a statement may be asked again while its rows are walked") {
  TestOffice office;
  const auto db = office.read();
  static constexpr char numbers[] = "SELECT 1 UNION ALL SELECT 2";
  std::vector<std::int64_t> seen;
  db.each(numbers, [&](db::Row& outer) {
    const auto one = outer.next<std::int64_t>();
    for (const auto two : db.all<std::int64_t>(numbers)) seen.push_back(10 * one + two);
  });
  CHECK(seen == std::vector<std::int64_t>{11, 12, 21, 22});
}

TEST_CASE("db: a statement is prepared once, what was composed is forgotten") {
  TestOffice office;
  const auto db = office.read();
  const int before = count_prepared(office);
  for (int i = 0; i < 3; ++i) {
    CHECK(db.value<int>("SELECT 1 + ?", i) == 1 + i);
    CHECK(db.value<int>("SELECT 2 + " + std::to_string(i)) == 2 + i);
  }
  CHECK(count_prepared(office) == before + 1);
}

TEST_CASE("db: run says how many rows it changed") {
  TestOffice office;
  auto db = office.write();
  CHECK(db.run("INSERT INTO cursor (name, value) VALUES (?, 1), (?, 2)", "a", std::string_view("b")) == 2);
  CHECK(db.run("UPDATE cursor SET value = 3 WHERE name = ?", std::string("nobody")) == 0);
}
