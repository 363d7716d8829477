// The register: each change has its entry, each entry follows from the one before, each column is under the
// hash.
#include "db/access.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <nettle/sha2.h>

#include <stdexcept>
#include <string>

#include "db/audit.hpp"
#include "db/store.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

struct Register {
  std::unique_ptr<db::Store> store = db::Store::in_memory();

  db::Writer write(Actor actor = {"maria", "mserra"}) {
    return db::Writer(*store, std::move(actor), utc(2026, 11, 23, 9), utc(2026, 11, 23, 10));
  }
  void add(const std::string& verb, Actor actor = {"maria", "mserra"}) {
    auto db = write(std::move(actor));
    db.record(verb, TicketId{415}, 4, {{"state", "open", "closed"}});
    db.commit();
  }
  /// As somebody would who has the file in their hands.
  void forge(const std::string& sql) { store->database().exec(sql); }
  std::optional<std::int64_t> broken() {
    const auto check = db::check_chain(db::Reader(*store));
    return check.broken ? std::optional(check.broken->value) : std::nullopt;
  }
};

/// SHA-256 over the fields, written down once more, independently.
class Independent {
 public:
  Independent() { sha256_init(&context_); }
  Independent& number(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) byte(static_cast<std::uint8_t>(value >> shift));
    return *this;
  }
  Independent& text(const std::string& value) {
    number(value.size());
    for (const char c : value) byte(static_cast<std::uint8_t>(c));
    return *this;
  }
  Independent& maybe(std::optional<std::int64_t> value) {
    byte(value ? '1' : '0');
    return number(static_cast<std::uint64_t>(value.value_or(0)));
  }
  std::string digest() {
    std::string bytes(SHA256_DIGEST_SIZE, '\0');
    sha256_digest(&context_, bytes.size(), reinterpret_cast<std::uint8_t*>(bytes.data()));
    return bytes;
  }

 private:
  void byte(std::uint8_t value) { sha256_update(&context_, 1, &value); }
  sha256_ctx context_;
};

}  // namespace

TEST_CASE("register: the hash covers every column, each with its length") {
  Register office;
  office.add("close");
  office.add("reopen");
  const db::Reader db(*office.store);
  auto row = db.query(
      "SELECT e.id, e.at, e.recorded_at, e.clerk, e.login, e.verb, e.ticket, e.message, e.detail_digest, "
      "e.hash, d.salt,"
      " d.body FROM event e JOIN event_detail d ON d.event = e.id ORDER BY e.id");
  std::string previous;
  int rows = 0;
  while (row.step()) {
    sha256_ctx detail;
    sha256_init(&detail);
    const std::string salted = row.string(10) + row.string(11);
    sha256_update(&detail, salted.size(), reinterpret_cast<const std::uint8_t*>(salted.data()));
    std::string digest(SHA256_DIGEST_SIZE, '\0');
    sha256_digest(&detail, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
    CHECK(row.string(8) == digest);
    CHECK(row.string(10).size() == 16);
    const auto hash = Independent()
                          .text(previous)
                          .maybe(row.integer(0))
                          .maybe(row.integer(1))
                          .maybe(row.integer(2))
                          .text(row.string(3))
                          .text(row.string(4))
                          .text(row.string(5))
                          .maybe(row.maybe_integer(6))
                          .maybe(row.maybe_integer(7))
                          .text(row.string(8))
                          .digest();
    CHECK(row.string(9) == hash);
    previous = hash;
    ++rows;
  }
  CHECK(rows == 2);
}

TEST_CASE("register: whoever changes an entry breaks the chain there") {
  for (const char* change :
       {"clerk = 'gianni'", "login = 'gianni'", "verb = 'note'", "at = at + 1",
        "recorded_at = recorded_at + 1", "ticket = 416", "ticket = NULL", "message = 5", "message = NULL",
        "detail_digest = randomblob(32)", "hash = randomblob(32)", "clerk = 'mari', login = 'amserra'"}) {
    Register office;
    for (const char* verb : {"take", "close", "reopen"}) office.add(verb);
    REQUIRE_FALSE(office.broken());
    office.forge(std::string("UPDATE event SET ") + change + " WHERE id = 2");
    CHECK_MESSAGE(office.broken() == 2, change);
  }
}

TEST_CASE("register: an entry that is cut out, put elsewhere or told otherwise is noticed") {
  Register cut, moved, told, erased;
  for (auto* office : {&cut, &moved, &told, &erased}) {
    for (const char* verb : {"take", "close", "reopen"}) office->add(verb);
  }
  cut.forge("DELETE FROM event_detail WHERE event = 2");
  cut.forge("DELETE FROM event WHERE id = 2");
  CHECK(cut.broken() == 2);
  moved.forge("PRAGMA foreign_keys = OFF");
  moved.forge("UPDATE event SET id = 9 WHERE id = 2");
  moved.forge("UPDATE event_detail SET event = 9 WHERE event = 2");
  CHECK(moved.broken() == 2);
  told.forge(
      "UPDATE event_detail SET body = 'state' || char(9) || 'open' || char(9) || 'new' WHERE event = 2");
  CHECK(told.broken() == 2);
  erased.forge("DELETE FROM event_detail WHERE event = 2");  // that much the law may ask for
  CHECK_FALSE(erased.broken());
}

TEST_CASE("register: what was taken back leaves no entry, and the chain goes on whole") {
  Register office;
  {
    auto db = office.write();
    db.record("take", TicketId{1}, std::nullopt, {});
    {
      const db::Savepoint part(db);
      db.record("hide", TicketId{1}, 1, {});
      db.query("INSERT INTO contact (created_at) VALUES (1)").run();
    }
    {
      db::Savepoint part(db);
      db.record("flag", TicketId{1}, 2, {});
      part.release();
    }
    db.commit();
  }
  office.add("close");
  CHECK_FALSE(office.broken());
  const db::Reader db(*office.store);
  CHECK(db::check_chain(db).events == 3);
}

TEST_CASE("register: a change without an entry is not kept, one that was taken back needs none") {
  Register office;
  {
    auto db = office.write();
    db.query("INSERT INTO contact (created_at) VALUES (1)").run();
    CHECK_THROWS_AS(db.commit(), std::logic_error);
  }
  {
    auto db = office.write();
    {
      const db::Savepoint part(db);
      db.query("INSERT INTO contact (created_at) VALUES (1)").run();
      db.record("note", std::nullopt, std::nullopt, {});
    }
    CHECK_NOTHROW(db.commit());
  }
  const db::Reader db(*office.store);
  auto count = db.query("SELECT count(*) FROM contact");
  REQUIRE(count.step());
  CHECK(count.integer(0) == 0);
}
