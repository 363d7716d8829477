#include <doctest/doctest.h>

#include <urp/desk/rules.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::days;

namespace {

Settings with_rules() {
  auto settings = TestOffice::default_settings();
  settings.services = {{"strade", "Strade", ""}, {"ambiente", "Ambiente", ""}};
  Settings::Rule roads;
  roads.service = "strade";
  roads.words = {"buca"};
  Settings::Rule bins;
  bins.service = "ambiente";
  bins.words = {"cassonetto", "rifiuti"};
  settings.rules = {roads, bins};
  return settings;
}

struct Past {
  TestOffice office{with_rules()};

  TicketId add(const std::string& text, std::optional<std::string> service, int days_ago) {
    const auto at = office.now() - days(days_ago);
    const auto contact = office.add_contact({.phone = "39333" + std::to_string(1'000'000 + people_++)});
    const auto ticket = office.add_ticket({.contact = contact,
                                           .state = TicketState::closed,
                                           .service = std::move(service),
                                           .presented_at = at});
    office.add_message({.ticket = ticket, .text = text, .at = at});
    return ticket;
  }

 private:
  int people_ = 0;
};

}  // namespace

TEST_CASE("rules test: right, wrong and what no service has, rule by rule") {
  Past past;
  past.add("una buca in via Roma", "strade", 10);
  past.add("una buca nel prato", "ambiente", 20);
  past.add("che buca", std::nullopt, 30);
  const auto bins = past.add("cassonetto rotto", "ambiente", 40);
  past.add("rifiuti in strada", "ambiente", 100);  // before the time that is looked at
  past.add("orari?", std::nullopt, 5);
  const auto result = test_rules(*past.office, {});
  CHECK(result.tickets == 5);
  CHECK(result.routed == 3);
  CHECK(result.matched == 4);
  REQUIRE(result.rules.size() == 2);
  CHECK(result.rules[0].matched == 3);
  CHECK(result.rules[0].right == 1);
  CHECK(result.rules[0].other == 1);
  CHECK(result.rules[0].kept == 1);
  CHECK(result.rules[1].right == 1);
  CHECK(result.cases.empty());
  CHECK(test_rules(*past.office, {.last = days(120)}).rules[1].matched == 2);
  const auto one = test_rules(*past.office, {.tickets = {bins}, .cases = true});
  REQUIRE(one.cases.size() == 1);
  CHECK(one.cases[0].rule == 2);
  CHECK(one.cases[0].word == "cassonetto");
  CHECK(one.cases[0].routed == "ambiente");
  CHECK_FAULT(test_rules(*past.office, {.tickets = {{99}}}), Fault::not_found);
}

TEST_CASE("rules test: what is hidden is not looked at") {
  Past past;
  past.add("una buca", "strade", 10);
  past.office.run("UPDATE message SET hidden = 1");
  CHECK(test_rules(*past.office, {}).matched == 0);
}

TEST_CASE("rules propose: words of one service that its rules do not have yet") {
  Past past;
  for (int i = 0; i < 6; ++i) {
    past.add("il cassonetto della plastica trabocca", "ambiente", 10 + i);
    past.add("voragine pericolosa sul marciapiede", "strade", 10 + i);
  }
  const auto words = propose_words(*past.office, {.least = 5, .per_service = 2});
  REQUIRE(words.size() == 4);
  for (const auto& one : words) {
    CHECK(one.word != "cassonetto");  // its rule has it
    CHECK(one.cases == 6);
    CHECK(one.others == 0);
  }
  CHECK(propose_words(*past.office, {.least = 7}).empty());
}
