#include <doctest/doctest.h>

#include <urp/desk/inbox.hpp>
#include <urp/desk/search.hpp>

#include "test_office.hpp"

using namespace urp;
using std::chrono::hours;

namespace {

std::string found(TestOffice& office, const std::string& query) {
  std::string joined;
  for (const auto& hit : search(*office, {.query = query}).hits) {
    joined += hit.ticket ? std::to_string(hit.ticket->value) + "/" + std::to_string(*hit.number)
                         : to_string(hit.contact);
    joined += ' ';
  }
  return joined;
}

/// Four messages in three tickets; how much of it is indexed is each test's own.
struct Desk {
  TestOffice office;
  TicketId maria, paolo, closed;

  Desk() {
    const auto first = office.add_contact({.name = "Maria Serra", .phone = "393330000102"});
    const auto second = office.add_contact({.name = "Paolo Usai", .phone = "393330000103"});
    maria = office.add_ticket({.contact = first,
                               .kind = TicketKind::report,
                               .service = "lavori-pubblici",
                               .last_message_at = office.now() - hours(9)});
    paolo = office.add_ticket(
        {.contact = second, .state = TicketState::waiting, .last_message_at = office.now() - hours(8)});
    closed = office.add_ticket(
        {.contact = second, .state = TicketState::closed, .last_message_at = office.now() - hours(50)});
    office.add_message(
        {.ticket = closed, .text = "Buca in via Mameli, è pericolosa", .at = office.now() - hours(50)});
    office.add_message({.ticket = maria,
                        .type = "image",
                        .text = "C'è una buca in via Roma",
                        .at = office.now() - hours(9)});
    office.add_message({.ticket = maria,
                        .direction = Direction::out,
                        .text = "La buca sarà chiusa",
                        .at = office.now() - hours(8)});
    office.add_message({.ticket = paolo,
                        .text = "Perché l'anagrafe è chiusa? http://example.org/orari",
                        .at = office.now() - hours(7)});
  }
};

}  // namespace

TEST_CASE("search: the same answer from the index, from what is not indexed yet, and from both") {
  for (int indexed : {0, 2, 4}) {
    CAPTURE(indexed);
    Desk desk;
    if (indexed > 0) {
      desk.office.index();
      desk.office.run("UPDATE cursor SET value = " + std::to_string(indexed) +
                      " WHERE name = 'indexed_message'");
      desk.office.run(
          "INSERT INTO search_index (search_index, rowid, body) SELECT 'delete', id, body FROM search_text "
          "WHERE id > " +
          std::to_string(indexed));
      desk.office.run("DELETE FROM search_text WHERE id > " + std::to_string(indexed));
    }
    CHECK(found(desk.office, "buca") == "1/2 1/1 3/1 ");
    CHECK(found(desk.office, "BUCA \"via roma\"") == "1/1 ");
    CHECK(found(desk.office, "perche") == "2/1 ");
    CHECK(found(desk.office, "chius*") == "2/1 1/2 ");
    CHECK(found(desk.office, "buca -roma -mameli") == "1/2 ");
    CHECK(found(desk.office, "serra") == "c1 ");
    CHECK(found(desk.office, "lampione").empty());
    CHECK(found(desk.office, "buca") == "1/2 1/1 3/1 ");  // asking leaves nothing behind
  }
}

TEST_CASE("search: filters narrow what the words find") {
  Desk desk;
  desk.office.index();
  CHECK(found(desk.office, "buca state:closed") == "3/1 ");
  CHECK(found(desk.office, "buca kind:report") == "1/2 1/1 ");
  CHECK(found(desk.office, "buca service:lavori-pubblici has:image") == "1/1 ");
  CHECK(found(desk.office, "chiusa has:link") == "2/1 ");
  CHECK(found(desk.office, "buca since:24h") == "1/2 1/1 ");
  CHECK(found(desk.office, "buca until:2026-11-22") == "3/1 ");
  CHECK(found(desk.office, "buca from:c2") == "3/1 ");
  CHECK(found(desk.office, "buca from:\"+39 333 0000102\"") == "1/1 ");  // what we wrote is not from her
  CHECK(found(desk.office, "buca from:mari") == "1/1 ");
  CHECK(found(desk.office, "from:usai") == "2/1 3/1 ");
  CHECK_FAULT(found(desk.office, "buca from:nessuno"), Fault::not_found);
}

TEST_CASE("search: filters alone list cases once, by their latest message, and messages by what they carry") {
  Desk desk;
  desk.office.run("UPDATE ticket SET clerk = 'maria' WHERE id = 1");
  desk.office.run("INSERT INTO ticket_tag (ticket, tag) VALUES (1, 'verde'), (3, 'verde')");
  CHECK(found(desk.office, "state:new") == "1/2 ");
  CHECK(found(desk.office, "stato:nuova stato:attesa") == "2/1 1/2 ");
  CHECK(found(desk.office, "-state:closed") == "2/1 1/2 ");
  CHECK(found(desk.office, "state:closed") == "3/1 ");
  CHECK(found(desk.office, "tag:verde") == "1/2 3/1 ");
  CHECK(found(desk.office, "-tag:verde") == "2/1 ");
  CHECK(found(desk.office, "tag:verde since:1d") == "1/2 ");
  CHECK(found(desk.office, "clerk:maria") == "1/2 ");
  CHECK(found(desk.office, "-clerk:maria") == "2/1 3/1 ");
  CHECK(found(desk.office, "clerk:maria OR state:closed") == "1/2 3/1 ");
  CHECK(found(desk.office, "kind:report service:lavori-pubblici") == "1/2 ");
  CHECK(found(desk.office, "has:image") == "1/1 ");
  CHECK(found(desk.office, "-has:image tag:verde") == "1/2 3/1 ");
  CHECK(found(desk.office, "has:image OR has:link") == "2/1 1/1 ");
  CHECK(found(desk.office, "tag:verde -from:c1 has:image").empty());
}

TEST_CASE("search: either word, and without a word, from the index and beside it") {
  for (const bool indexed : {false, true}) {
    CAPTURE(indexed);
    Desk desk;
    if (indexed) desk.office.index();
    CHECK(found(desk.office, "roma OR mameli") == "1/1 3/1 ");
    CHECK(found(desk.office, "roma OR mameli buca -pericolosa") == "1/1 ");
    CHECK(found(desk.office, "\"via Roma\" OR anagr*") == "2/1 1/1 ");
    CHECK(found(desk.office, "since:1d -buca") == "2/1 ");
    CHECK(found(desk.office, "state:new -chiusa") == "1/1 ");
  }
}

TEST_CASE("search: by relevance the newest 5,000 places are ranked; a filter reaches the others too") {
  Desk desk;
  desk.office.add_message({.ticket = desk.maria, .text = "lampione"});
  for (int i = 0; i < 5000; ++i)
    desk.office.add_message({.ticket = desk.maria, .text = "lampione spento davanti"});
  desk.office.index();
  const auto best = [&](const char* query) {
    return search(*desk.office, {.query = query, .order = SearchOrder::relevance, .limit = 1})
        .hits.front()
        .snippet;
  };
  CHECK(best("lampione") == "lampione spento davanti");
  CHECK(best("lampione state:new") == "lampione");
}

TEST_CASE("search: by relevance the message with little else comes first, however old") {
  Desk desk;
  desk.office.add_message({.ticket = desk.closed, .text = "buca", .at = desk.office.now() - hours(60)});
  desk.office.add_message({.ticket = desk.maria,
                           .text = "Il signore che abita qui accanto dice che la buca è più grande di ieri",
                           .at = desk.office.now() - hours(1)});
  const auto result = search(*desk.office, {.query = "buca", .order = SearchOrder::relevance});
  REQUIRE(result.hits.size() == 5);
  CHECK(result.hits.front().snippet == "buca");
  CHECK(desk.office.ask("SELECT count(*) FROM search_text WHERE message IS NOT NULL") == 6);  // indexed first
}

TEST_CASE("search: a service by its whole name, and one that is not there") {
  auto settings = TestOffice::default_settings();
  settings.services = {{"lavori-pubblici", "Lavori pubblici", ""}, {"ambiente", "Ambiente", ""}};
  settings.searches = {{"strade", "buca service:lavori-pubblici"}};
  TestOffice office(settings);
  const auto ticket = office.add_ticket({.service = "lavori-pubblici"});
  office.add_message({.ticket = ticket, .text = "buca"});
  CHECK(found(office, "buca servizio:\"Lavori Pubblici\"") == "1/1 ");
  CHECK(found(office, "@strade") == "1/1 ");
  CHECK(found(office, "service:ambiente").empty());
  CHECK_FAULT(found(office, "service:ambienti"), Fault::not_found);
  office.run("UPDATE ticket SET service = 'verde'");
  CHECK(found(office, "service:verde") == "1/1 ");  // it left the configuration, its cases are still there
}

TEST_CASE("search: the same words filter the lists of cases") {
  for (const bool indexed : {false, true}) {
    CAPTURE(indexed);
    Desk desk;
    desk.office.run("INSERT INTO ticket_tag (ticket, tag) VALUES (1, 'verde'), (3, 'verde')");
    if (indexed) desk.office.index();
    const auto listed = [&](const std::string& words, std::vector<Turn> turns = {}) {
      InboxRequest request;
      request.sort = InboxSort::number;
      request.filter.turns = std::move(turns);
      add_query(*desk.office, request.filter, words);
      std::string numbers;
      for (const auto& ticket : list_inbox(*desk.office, request).tickets)
        numbers += std::to_string(ticket.id.value) + " ";
      return numbers;
    };
    CHECK(listed("buca") == "1 3 ");
    CHECK(listed("buca", {Turn::office}) == "1 ");  // few tickets: their messages are looked up
    CHECK(listed("state:new") == "1 ");
    CHECK(listed("-state:closed") == "1 2 ");
    CHECK(listed("buca -roma") == "1 3 ");  // a message that says the one and not the other
    CHECK(listed("tag:verde -anagrafe") == "1 3 ");
    CHECK(listed("-buca tag:verde").empty());
    CHECK(listed("has:image OR tag:verde") == "1 3 ");
    CHECK(listed("from:usai since:1d") == "2 ");
    CHECK(listed("state:closed buca") == "3 ");
    CHECK(listed("state:closed", {Turn::office}).empty());
  }
}

TEST_CASE("search: a citizen's phone number means the citizen, however it is written") {
  Desk desk;
  for (const char* phone : {"+39 333 000 0102", "+393330000102", "0039 333 000 0102", "333 000 0102",
                            "333-0000102", "(333) 000.0102", "393330000102",
                            "\u202a+39\u00a0333 000 0102\u202c", "https://wa.me/393330000102"}) {
    CAPTURE(phone);
    CHECK(found(desk.office, phone) == "1/1 ");
    CHECK(found(desk.office, "buca " + std::string(phone)) == "1/1 ");
    CHECK(found(desk.office, std::string(phone) + " anagrafe").empty());
  }
  CHECK(found(desk.office, "\"333 000 0102\"").empty());  // in quotes they are words
  CHECK(found(desk.office, "-3330000102 buca") != "");
  // A number that is nobody's is looked for in what was written.
  desk.office.add_message(
      {.ticket = desk.paolo, .text = "Chiamate il 333 000 0777", .at = desk.office.now()});
  CHECK(found(desk.office, "333 000 0777") == "2/2 ");
}

TEST_CASE("search: nothing of the query is taken for the language of the index") {
  Desk desk;
  desk.office.index();
  for (const char* query :
       {"body:buca\"\"", "\"a\"\"b\"", "NEAR(buca via)", "buca AND", "OR buca", "^buca", "buca + roma",
        "{buca}", "a' OR 1=1 --", "\"*\" buca", "buca*roma", "*buca", "(((", "buca)"}) {
    CAPTURE(query);
    try {
      search(*desk.office, {.query = query});
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::usage);
    }
  }
  CHECK(found(desk.office, "or buca").empty());  // in small letters a word like another
  CHECK(found(desk.office, "(buca)") == "1/2 1/1 3/1 ");
}

TEST_CASE("search: the snippet is plain text with the places of the matches") {
  Desk desk;
  desk.office.index();
  const auto result = search(*desk.office, {.query = "buca", .limit = 2});
  REQUIRE(result.hits.size() == 2);
  CHECK(result.more);
  const auto& hit = result.hits[1];
  CHECK(hit.snippet == "C'è una buca in via Roma");
  REQUIRE(hit.marks.size() == 1);
  CHECK(hit.snippet.substr(hit.marks[0].first, hit.marks[0].second - hit.marks[0].first) == "buca");
  CHECK(hit.contact_name == "Maria Serra");
  CHECK(hit.at == desk.office.now() - hours(9));
  REQUIRE(result.tickets.size() == 1);  // both hits are hers
  CHECK(result.tickets[0].id == desk.maria);
  CHECK_FALSE(search(*desk.office, {.query = "buca", .limit = 3}).more);
}

TEST_CASE("search: a name leads to the latest ticket of the contact") {
  Desk desk;
  const auto result = search(*desk.office, {.query = "usai"});
  REQUIRE(result.hits.size() == 1);
  CHECK_FALSE(result.hits[0].ticket.has_value());
  CHECK(result.hits[0].contact.value == 2);
  REQUIRE(result.tickets.size() == 1);
  CHECK(result.tickets[0].id == desk.paolo);
}

TEST_CASE("search: what is hidden is not found, indexed or not") {
  Desk desk;
  desk.office.run("UPDATE message SET hidden = 1 WHERE ticket = 3");
  CHECK(found(desk.office, "mameli").empty());
  desk.office.index();
  CHECK(found(desk.office, "mameli").empty());
}

TEST_CASE("search: a former name is not found any more, although the index does not know yet") {
  Desk desk;
  desk.office.index();
  desk.office.run("UPDATE contact SET name = 'Anna Melis', revision = 1000 WHERE id = 1");
  CHECK(found(desk.office, "serra").empty());
  CHECK(found(desk.office, "melis") == "c1 ");
}

TEST_CASE("search: when very much waits for the index, it is indexed first") {
  Desk desk;
  desk.office.run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
      " INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at)"
      " SELECT 1, 100 + i, 1, 1, 'in', 'text', 'lampione', 1, 1 FROM n");
  CHECK(search(*desk.office, {.query = "lampione", .limit = 5}).hits.size() == 5);
  CHECK(desk.office.ask("SELECT count(*) FROM search_text WHERE message IS NOT NULL") > 900);
  CHECK_FAULT(search(*desk.office, {.query = "lampione", .limit = 0}), Fault::usage);
}
