#include "domain/query.hpp"

#include <doctest/doctest.h>

#include "test_office.hpp"

using namespace urp;

namespace {

SearchQuery parse(std::string_view text) {
  return parse_query(text, utc(2026, 11, 23, 9, 4), Zone());
}

}  // namespace

TEST_CASE("query: words, phrases, prefixes and exclusions") {
  const auto query = parse("buca \"via Roma\" lamp* -semaforo -\"via Mameli\"");
  REQUIRE(query.words.size() == 5);
  CHECK(query.words[0].text == "buca");
  CHECK(query.words[1].text == "via Roma");
  CHECK_FALSE(query.words[1].prefix);
  CHECK(query.words[2].text == "lamp");
  CHECK(query.words[2].prefix);
  CHECK(query.words[3].excluded);
  CHECK(query.words[4].text == "via Mameli");
  CHECK(query.words[4].excluded);
}

TEST_CASE("query: filters in English and Italian, with values in quotes") {
  const auto query = parse(
      "buca da:\"Maria Serra\" stato:attesa state:new tipo:segnalazione con:foto has:link "
      "servizio:ambiente since:2026-11-20 al:2026-11-22");
  CHECK(query.from == "Maria Serra");
  CHECK(query.states == std::vector{TicketState::waiting, TicketState::open_new});
  CHECK(query.kinds == std::vector{TicketKind::report});
  CHECK(query.carries == std::vector{Carries::image, Carries::link});
  CHECK(query.service == "ambiente");
  CHECK(query.since == utc(2026, 11, 20));
  CHECK(query.until == utc(2026, 11, 23));
}

TEST_CASE("query: times and addresses are words, not filters") {
  const auto query = parse("10:30 https://example.org/a ... (gas)");
  REQUIRE(query.words.size() == 3);
  CHECK(query.words[0].text == "10:30");
  CHECK(query.words[1].text == "https://example.org/a");
  CHECK(query.words[2].text == "(gas)");
}

TEST_CASE("query: a complaint names the part that was not understood") {
  const auto complaint = [](std::string_view text) {
    try {
      parse(text);
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::usage);
      CHECK_FALSE(error.hint().empty());
      return std::string(error.what());
    }
    return std::string("none");
  };
  CHECK(complaint("buca colore:rosso").find("colore:rosso") != std::string::npos);
  CHECK(complaint("buca state:rossa").find("state:rossa") != std::string::npos);
  CHECK(complaint("buca since:mai").find("since:mai") != std::string::npos);
  CHECK(complaint("buca has:").find("has:") != std::string::npos);
  CHECK(complaint("buca -from:c5").find("-from:c5") != std::string::npos);
  CHECK(complaint("buca \"via Roma").find("\"via Roma") != std::string::npos);
  CHECK(complaint("") != "none");
  CHECK(complaint("-buca") != "none");
  CHECK(complaint("state:new ...") != "none");
}

TEST_CASE("query: from: alone is enough to look for") {
  CHECK(parse("from:c57").from == "c57");
}
