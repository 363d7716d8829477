// What is one person's in a body goes; every other byte keeps its place.
#include "store/journal_cut.hpp"

#include <doctest/doctest.h>

#include <string>

#include "test_office.hpp"

using namespace urp;

namespace {

const std::string two_people =
    R"({"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"106"},"contacts":[)"
    R"({"profile":{"name":"Maria"},"wa_id":"393330000102"},{"profile":{"name":"Paolo"},"wa_id":"393330000103"}],)"
    R"("messages":[{"from":"393330000102","id":"wamid.A\/B==","text":{"body":"il mio segreto"}},)"
    R"({"from":"393330000103","id":"wamid.C","text":{"body":"chiamate 393330000102 per favore"}}]},"field":"messages"}]}]})";

std::string cut(std::string body, const std::set<std::string>& words) {
  for (const auto& [begin, end] : store::find_objects(body, words)) {
    CHECK(body[begin] == '{');
    CHECK(body[end - 1] == '}');
    std::fill(body.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
              body.begin() + static_cast<std::ptrdiff_t>(end) - 1, ' ');
  }
  return body;
}

}  // namespace

TEST_CASE("journal cut: a person's message and entry among the contacts go, the neighbour's stay") {
  const std::string left = cut(two_people, {"393330000102"});
  CHECK(left.size() == two_people.size());
  CHECK(left.find("Maria") == left.npos);
  CHECK(left.find("segreto") == left.npos);
  CHECK(left.find("wamid.A") == left.npos);
  CHECK(left.find("Paolo") == two_people.find("Paolo"));
  // That somebody else wrote the number down is theirs.
  CHECK(left.find("chiamate 393330000102 per favore") == two_people.find("chiamate"));
}

TEST_CASE("journal cut: a message is found by its id, with the slash as WhatsApp escapes it") {
  const std::string left = cut(two_people, {"wamid.A/B=="});
  CHECK(left.find("segreto") == left.npos);
  CHECK(left.find("Maria") != left.npos);
}

TEST_CASE("journal cut: what is no JSON, or cut off anywhere, harms nothing") {
  for (std::size_t length = 0; length <= two_people.size(); ++length) {
    const auto found = store::find_objects(two_people.substr(0, length), {"393330000102"});
    for (const auto& [begin, end] : found) CHECK(end <= length);
  }
  CHECK(store::find_objects("}}}{\"393\"", {"393"}).empty());
}

TEST_CASE("journal cut: a body that was cut is known when it comes again") {
  TestOffice office;
  office.run(
      "INSERT INTO journal (received_at, digest, body) VALUES (1, 5, "
      "CAST('{\"id\":\"wamid.X\",\"t\":\"abc\"}' AS BLOB))");
  office.run(
      "INSERT INTO journal_part (journal, part, offset, length, kind, outcome) VALUES (1, 0, 0, 26, "
      "'message', 'projected')");
  auto db = office.write();
  CHECK(store::list_bodies_with(db, {"wamid.X"}, JournalId{0}) == std::vector{JournalId{1}});
  CHECK(store::cut_body(db, JournalId{1}, {"wamid.X"}));
  CHECK_FALSE(store::cut_body(db, JournalId{1}, {"wamid.X"}));
  db.commit();
  CHECK(office.ask("SELECT cut FROM journal") == 1);
  CHECK(office.ask("SELECT length(body) FROM journal") == 26);
  CHECK(office.ask("SELECT instr(body, 'abc') FROM journal") == 0);
  CHECK(office.ask("SELECT count(*) FROM journal_part WHERE outcome = 'erased'") == 1);
}
