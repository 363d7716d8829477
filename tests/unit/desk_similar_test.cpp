#include <urp/desk/similar.hpp>

#include <chrono>

#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "test_office.hpp"

using namespace urp;

namespace {

constexpr const char* hours_answer = "L'anagrafe apre dalle 9 alle 12.";

TicketId asked(TestOffice& office, const std::string& words, TicketState state = TicketState::open_new) {
  const auto ticket = office.add_ticket({.state = state});
  office.add_message({.ticket = ticket, .text = words, .at = office.now() - std::chrono::hours(3)});
  return ticket;
}

MessageId answer(TestOffice& office, TicketId ticket, const std::string& words, const char* status = "read") {
  return office.add_message({.ticket = ticket,
                             .direction = Direction::out,
                             .text = words,
                             .at = office.now() - std::chrono::hours(2),
                             .status = status});
}

TicketId answered(TestOffice& office, const std::string& words, const std::string& answer_words) {
  const auto ticket = asked(office, words, TicketState::closed);
  answer(office, ticket, answer_words);
  return ticket;
}

}  // namespace

TEST_CASE("similar: the likest answered case comes first, with the answer it got and how often") {
  TestOffice office;
  const auto likest = answered(office, "A che ora apre l'anagrafe il sabato?", hours_answer);
  const auto other = answered(office, "Il sabato l'anagrafe apre anche di pomeriggio, e la biblioteca?",
                              "L'anagrafe apre dalle 9 alle 12");
  answered(office, "C'è una buca in via Roma", "Passa la squadra.");
  const auto ticket = asked(office, "Quando apre l'anagrafe il sabato mattina?");
  office.index();
  const auto result = similar_answers(*office, {ticket, 5});
  REQUIRE(result.answers.size() == 1);
  const auto& best = result.answers.front();
  CHECK(best.ticket.id == likest);
  CHECK(best.text == hours_answer);
  CHECK(best.cases == std::vector{likest, other});
  CHECK(best.answer == MessageRef{likest, 2});
  CHECK(best.words == "A che ora apre l'anagrafe il sabato?");
  CHECK(result.common.empty());
}

TEST_CASE("similar: what is hidden, not answered, answered by a machine or not arrived is no memory") {
  TestOffice office;
  const auto hidden = asked(office, "L'anagrafe apre sabato?", TicketState::closed);
  office.run("UPDATE message SET hidden = 1");
  answer(office, hidden, "nascosta");
  asked(office, "L'anagrafe apre sabato?");
  const auto failed = asked(office, "L'anagrafe apre sabato?");
  answer(office, failed, "non riuscita", "failed");
  const auto automatic = asked(office, "L'anagrafe apre sabato?");
  const auto receipt = answer(office, automatic, "Abbiamo ricevuto");
  office.run("UPDATE message SET automatic = 1 WHERE id = " + std::to_string(receipt.value));
  const auto hidden_answer = asked(office, "L'anagrafe apre sabato?");
  const auto gone = answer(office, hidden_answer, "ritirata");
  office.run("UPDATE message SET hidden = 1 WHERE id = " + std::to_string(gone.value));
  const auto before = office.add_ticket({.state = TicketState::closed});
  answer(office, before, "prima della domanda");
  office.add_message({.ticket = before, .text = "L'anagrafe apre sabato?", .at = office.now()});
  const auto ticket = asked(office, "L'anagrafe apre sabato?");
  office.index();
  CHECK(similar_answers(*office, {ticket, 5}).answers.empty());
}

TEST_CASE("similar: erased words are not found") {
  TestOffice office;
  answered(office, "L'anagrafe apre sabato?", hours_answer);
  const auto ticket = asked(office, "L'anagrafe apre sabato?");
  office.index();
  CHECK(similar_answers(*office, {ticket, 5}).answers.size() == 1);
  office.run("UPDATE message SET text = NULL WHERE id = 1");
  CHECK(similar_answers(*office, {ticket, 5}).answers.empty());
}

TEST_CASE("similar: what is not indexed yet is found too") {
  TestOffice office;
  const auto indexed = answered(office, "L'anagrafe apre sabato?", hours_answer);
  office.index();
  const auto fresh = answered(office, "L'anagrafe apre il sabato?", hours_answer);
  const auto ticket = asked(office, "L'anagrafe apre sabato?");
  const auto result = similar_answers(*office, {ticket, 5});
  REQUIRE(result.answers.size() == 1);
  CHECK(result.answers.front().cases == std::vector{indexed, fresh});
}

TEST_CASE("similar: one word in common of many is not alike") {
  TestOffice office;
  answered(office, "Il lampione davanti alla scuola elementare è spento da giovedì scorso",
           "Avvisato il gestore.");
  const auto ticket = asked(
      office, "Iscrizione alla mensa: quale modulo serve, entro quale scadenza, con che reddito, scuola?");
  for (int i = 0; i < 20; ++i) asked(office, "La scuola numero " + std::to_string(i));
  office.index();
  CHECK(similar_answers(*office, {ticket, 5}).answers.empty());
}

TEST_CASE("similar: a case of nothing but greetings is like none; one that does not exist is not found") {
  TestOffice office;
  answered(office, "Buongiorno", "Buongiorno, mi dica");
  const auto ticket = asked(office, "Buongiorno");
  office.index();
  const auto result = similar_answers(*office, {ticket, 5});
  CHECK(result.words.empty());
  CHECK(result.answers.empty());
  CHECK_FAULT(similar_answers(*office, {TicketId{99}, 5}), Fault::not_found);
}

TEST_CASE("similar: of a word of many messages the newest are looked at, and the result says so") {
  TestOffice office;
  answered(office, "Una buca", "Vecchia risposta");
  for (int i = 0; i < 405; ++i) office.add_message({.ticket = TicketId{1}, .text = "buca"});
  const auto ticket = asked(office, "Una buca");
  office.index();
  const auto result = similar_answers(*office, {ticket, 5});
  CHECK(result.common == std::vector<std::string>{"buca"});
  CHECK(result.looked_at == 400);
}

TEST_CASE("similar: a case that became part of another is found where its messages stand") {
  TestOffice office;
  const auto from = asked(office, "L'anagrafe apre sabato?");
  const auto into = office.add_ticket({.state = TicketState::closed});
  office.run("UPDATE message SET shown_in = " + std::to_string(into.value) +
             " WHERE ticket = " + std::to_string(from.value));
  answer(office, into, hours_answer);
  const auto ticket = asked(office, "L'anagrafe apre sabato?");
  office.index();
  const auto result = similar_answers(*office, {ticket, 5});
  REQUIRE(result.answers.size() == 1);
  CHECK(result.answers.front().ticket.id == into);
  CHECK(result.answers.front().message == MessageRef{from, 1});
}
