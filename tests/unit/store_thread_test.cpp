#include "store/thread.hpp"

#include <doctest/doctest.h>

#include "store/ticket_list.hpp"
#include "test_office.hpp"

using namespace urp;
using std::chrono::minutes;

TEST_CASE("thread: the newest messages, oldest first, by WhatsApp's time and not by arrival") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  for (int minute : {3, 1, 2, 1}) {
    office.add_message(
        {.ticket = ticket, .text = std::to_string(minute), .at = office.now() + minutes(minute)});
  }
  const auto db = office.read();
  const auto texts = [&](int limit) {
    std::string joined;
    for (const auto& message : store::list_messages(db, ticket, limit)) {
      joined += *message.text + "/" + std::to_string(message.number) + " ";
    }
    return joined;
  };
  CHECK(texts(0) == "1/2 1/4 2/3 3/1 ");
  CHECK(texts(2) == "2/3 3/1 ");
  CHECK(store::count_messages(db, ticket) == 4);
}

TEST_CASE("thread: a message is mapped with everything that hangs on it") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto first = office.add_message(
      {.ticket = ticket, .direction = Direction::out, .status = "read", .wamid = "wamid.A"});
  const auto second = office.add_message(
      {.ticket = ticket, .type = "document", .text = "Ecco", .wamid = "wamid.B", .quote = first.value});
  const std::string id = std::to_string(second.value);
  office.run(
      "INSERT INTO media (message, mime_type, file_name, state, size, sha256, voice, duration, transcript) "
      "VALUES (" +
      id + ", 'application/pdf', '../modulo.pdf', 'stored', 7, '" + std::string(64, 'a') +
      "', 0, 3, 'detto')");
  office.run("INSERT INTO location VALUES (" + id + ", 39.2153, 9.1107, 'Municipio', 'Via Roma')");
  office.run("INSERT INTO card_line VALUES (" + id + ", 1, 1, 'name', NULL, 'Paolo Usai'), (" + id +
             ", 2, 1, 'phone', 'CELL', '393330000103')");
  office.run("INSERT INTO message_fact VALUES (" + id + ", 'forwarded', 'true')");
  office.run(
      "INSERT INTO amendment (number, wamid, target_wamid, target, kind, text, at, received_at) VALUES"
      " (1, 'wamid.C', 'wamid.B', " +
      id + ", 'edit', 'Ecco il modulo', 1, 1), (1, 'wamid.D', 'wamid.B', " + id + ", 'revoke', NULL, 2, 2)");
  const auto messages = store::list_messages(office.read(), ticket, 0);
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].direction == Direction::out);
  CHECK(messages[0].status == Delivery::read);
  CHECK_FALSE(messages[0].media.has_value());
  const auto& message = messages[1];
  CHECK(message.ticket == ticket);
  CHECK(message.number == 2);
  CHECK(message.provider_id == "wamid.B");
  CHECK(message.quote == MessageRef{ticket, 1});
  REQUIRE(message.media.has_value());
  CHECK(message.media->state == MediaState::stored);
  CHECK(message.media->file_name == "../modulo.pdf");
  CHECK(message.media->path->ends_with("/media/aa/" + std::string(64, 'a')));
  CHECK(message.media->path->front() == '/');
  CHECK(message.media->transcript == "detto");
  REQUIRE(message.location.has_value());
  CHECK(message.location->latitude == 39.2153);
  CHECK(message.location->address == "Via Roma");
  REQUIRE(message.cards.size() == 2);
  CHECK(message.cards[1].label == "CELL");
  CHECK(message.cards[1].value == "393330000103");
  REQUIRE(message.facts.size() == 1);
  CHECK(message.facts[0].first == "forwarded");
  REQUIRE(message.amendments.size() == 2);
  CHECK(message.amendments[0].kind == AmendmentKind::edit);
  CHECK(message.amendments[0].text == "Ecco il modulo");
  CHECK(message.amendments[1].kind == AmendmentKind::revoke);
}

TEST_CASE("thread: what is hidden keeps its place and its ground, and nothing of what was said") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  const auto id = office.add_message({.ticket = ticket,
                                      .type = "image",
                                      .text = "parole",
                                      .ground = "offensive",
                                      .wamid = "wamid.A",
                                      .hidden = true});
  const std::string row = std::to_string(id.value);
  office.run("INSERT INTO media (message, file_name, state, sha256) VALUES (" + row +
             ", 'parole.jpg', 'stored', '" + std::string(64, 'a') + "')");
  office.run("INSERT INTO location VALUES (" + row + ", 1, 2, 'parole', 'parole')");
  office.run("INSERT INTO card_line VALUES (" + row + ", 1, 1, 'name', NULL, 'parole')");
  office.run("INSERT INTO message_fact VALUES (" + row + ", 'payload', 'parole')");
  office.run(
      "INSERT INTO amendment (number, wamid, target_wamid, target, kind, text, at, received_at) VALUES"
      " (1, 'wamid.C', 'wamid.A', " +
      row + ", 'edit', 'parole', 1, 1)");
  const auto message = store::list_messages(office.read(), ticket, 0).at(0);
  CHECK(message.hidden);
  CHECK(message.ground == "offensive");
  CHECK(message.number == 1);
  CHECK(message.type == "image");
  CHECK_FALSE(message.text.has_value());
  CHECK_FALSE(message.media.has_value());
  CHECK_FALSE(message.location.has_value());
  CHECK(message.cards.empty());
  CHECK(message.facts.empty());
  REQUIRE(message.amendments.size() == 1);
  CHECK_FALSE(message.amendments[0].text.has_value());
}

TEST_CASE("thread: messages without a ticket are the contact's own") {
  TestOffice office;
  const auto contact = office.add_contact();
  const auto ticket = office.add_ticket({.contact = contact});
  office.add_message({.ticket = ticket, .text = "pratica"});
  office.add_message({.contact = contact, .text = "PROTEZIONE CIVILE ON"});
  const auto loose = store::list_loose_messages(office.read(), contact, 0);
  REQUIRE(loose.size() == 1);
  CHECK(loose[0].text == "PROTEZIONE CIVILE ON");
  CHECK_FALSE(loose[0].ticket.has_value());
}

TEST_CASE("thread: an id that we made up because WhatsApp gave none is not shown as WhatsApp's") {
  TestOffice office;
  const auto ticket = office.add_ticket();
  office.add_message({.ticket = ticket, .wamid = "part:00ff"});
  CHECK_FALSE(store::list_messages(office.read(), ticket, 0).at(0).provider_id.has_value());
}
