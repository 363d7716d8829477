#include "store/search.hpp"

#include <doctest/doctest.h>

#include "test_office.hpp"

using namespace urp;

namespace {

std::int64_t count(TestOffice& office, const std::string& words) {
  return office.ask("SELECT count(*) FROM search_index WHERE search_index MATCH '" + words + "'");
}

void check_index(TestOffice& office) {
  office.run("INSERT INTO search_index (search_index) VALUES ('integrity-check')");
}

}  // namespace

TEST_CASE("search index: words of every kind of content are found, accents and case folded") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto id = office.add_message({.ticket = ticket, .type = "contacts", .text = "Perché la Buca?"});
  const std::string row = std::to_string(id.value);
  office.run("INSERT INTO media (message, file_name, state) VALUES (" + row +
             ", 'relazione.pdf', 'pending')");
  office.run("INSERT INTO location VALUES (" + row + ", 1, 2, 'Municipio', 'Largo Carlo Felice')");
  office.run("INSERT INTO card_line VALUES (" + row + ", 1, 1, 'name', NULL, 'Efisio Piras'), (" + row +
             ", 2, 1, 'email', NULL, 'piras@example.org')");
  office.index();
  for (const char* words :
       {"perche", "BUCA", "relazione", "municipio", "\"carlo felice\"", "efisio", "example"}) {
    CAPTURE(words);
    CHECK(count(office, words) == 1);
  }
  check_index(office);
}

TEST_CASE("search index: the cursor moves over what has no words, and a second pass finds nothing to do") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.add_message({.ticket = ticket, .type = "sticker", .text = {}});
  office.add_message({.ticket = ticket, .text = "nascosta", .hidden = true});
  office.index();
  CHECK(office.ask("SELECT value FROM cursor WHERE name = 'indexed_message'") == 2);
  CHECK(office.ask("SELECT count(*) FROM search_text WHERE message IS NOT NULL") == 0);
  CHECK(store::count_unindexed(office.read()) == 0);
  auto db = office.write();
  CHECK(store::index_new_messages(db, 2048) == 0);
}

TEST_CASE("search index: a pass takes no more than it is told, in order") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  for (int i = 0; i < 5; ++i) office.add_message({.ticket = ticket, .text = "buca"});
  {
    auto db = office.write();
    CHECK(store::index_new_messages(db, 2) == 3);  // and one contact
    db.commit();
  }
  CHECK(count(office, "buca") == 2);
  CHECK(store::count_unindexed(office.read()) == 3);
  for (int left = 2; left > 0; --left) {
    auto db = office.write();
    store::index_new_messages(db, 2);
    db.commit();
  }
  CHECK(count(office, "buca") == 5);
  check_index(office);
}

TEST_CASE("search index: a transaction that is taken back leaves cursor and index together") {
  TestOffice office;
  office.add_message({.ticket = office.add_ticket(), .text = "buca"});
  {
    auto db = office.write();
    store::index_new_messages(db, 2048);
  }
  CHECK(count(office, "buca") == 0);
  office.index();
  CHECK(count(office, "buca") == 1);
}

TEST_CASE("search index: names follow the contact") {
  TestOffice office;
  const auto contact = office.add_contact({.name = {}, .profile_name = "Lucia", .username = "lucia_c"});
  office.index();
  CHECK(count(office, "lucia") == 1);
  CHECK(count(office, "lucia_c") == 1);
  {
    auto db = office.write();
    const auto event = db.record("identify", std::nullopt, std::nullopt, {});
    db.query("UPDATE contact SET name = 'Rita Puddu', profile_name = NULL, revision = ? WHERE id = ?")
        .bind(1, event)
        .bind(2, contact)
        .run();
    db.query("UPDATE identity SET valid_to = valid_from").run();
    db.commit();
  }
  office.index();
  CHECK(count(office, "lucia") == 0);
  CHECK(count(office, "puddu") == 1);
  check_index(office);
}

TEST_CASE("search index: contacts changed by one event stay together even beyond the limit") {
  TestOffice office;
  for (int i = 0; i < 4; ++i) office.add_contact({.phone = {}});
  office.run("UPDATE contact SET revision = 9");
  auto db = office.write();
  CHECK(store::index_new_messages(db, 1) == 4);
}

TEST_CASE("search index: a hidden message is forgotten, and comes back when it is shown again") {
  TestOffice office;
  const auto message = office.add_message({.ticket = office.add_ticket(), .text = "parola"});
  office.index();
  {
    auto db = office.write();
    db.query("UPDATE message SET hidden = 1").run();
    store::reindex_message(db, message);
    db.commit();
  }
  CHECK(count(office, "parola") == 0);
  check_index(office);
  {
    auto db = office.write();
    db.query("UPDATE message SET hidden = 0, text = 'altra'").run();
    store::reindex_message(db, message);
    db.commit();
  }
  CHECK(count(office, "altra") == 1);
  check_index(office);
}

TEST_CASE("search index: what waits for its turn is not indexed out of turn") {
  TestOffice office;
  const auto message = office.add_message({.ticket = office.add_ticket(), .text = "parola"});
  {
    auto db = office.write();
    store::reindex_message(db, message);
    db.commit();
  }
  office.index();
  CHECK(count(office, "parola") == 1);
  check_index(office);
}
