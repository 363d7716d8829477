// Flags, and what is hidden: gone everywhere, and back as it was.
#include <urp/desk/moderate.hpp>

#include <urp/desk/contact.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/thread.hpp>

#include <doctest/doctest.h>

#include "domain/part.hpp"
#include "sending_office.hpp"
#include "store/messages.hpp"

using namespace urp;

namespace {

struct Desk {
  TestOffice office;
  TicketId ticket = office.add_ticket();
  MessageId message;

  explicit Desk(const std::string& text = "Siete degli incapaci") {
    MessageRow row;
    row.ticket = ticket;
    row.text = "Buongiorno";
    row.at = office.now() - std::chrono::hours(1);
    office.add_message(row);
    row.text = text;
    row.wamid = "wamid.2";
    row.at = office.now();
    message = office.add_message(row);
    office.run("UPDATE ticket SET preview = '" + text + "', messages = 2");
  }
  FlagResult flag(bool hide, Ground ground = Ground::offensive, std::int64_t number = 2) {
    FlagRequest request;
    request.messages = {{ticket, number}};
    request.ground = ground;
    request.hide = hide;
    request.note = "nota";
    return flag_messages(*office, request);
  }
  FlagResult unflag(std::int64_t number = 2) { return unflag_messages(*office, {{ticket, number}}); }
  Message shown() {
    ShowRequest request;
    request.ticket = ticket;
    return show_ticket(*office, request).messages.back();
  }
  std::size_t found(const std::string& word) {
    SearchRequest request;
    request.query = word;
    return search(*office, request).hits.size();
  }
  std::string dump() {
    std::string all;
    auto db = office.read();
    for (const char* sql :
         {"SELECT text FROM message ORDER BY id", "SELECT file_name || transcript FROM media",
          "SELECT latitude || longitude || name || ifnull(address, '-') FROM location",
          "SELECT line || card || kind || ifnull(label, '-') || value FROM card_line",
          "SELECT name || value FROM message_fact", "SELECT ifnull(text, '-') FROM amendment ORDER BY id",
          "SELECT body FROM search_text ORDER BY id", "SELECT preview FROM ticket"}) {
      auto query = db.query(sql);
      while (query.step()) all += query.string(0) + "\n";
    }
    return all;
  }
};

}  // namespace

TEST_CASE("flag: the ground is shown, the words stay, and the list says who and why") {
  Desk desk;
  CHECK(desk.flag(false).done.size() == 1);
  const auto message = desk.shown();
  CHECK(message.text == "Siete degli incapaci");
  CHECK(message.ground == "offensive");
  CHECK(message.flagged_by == "maria");
  const auto flags = list_flags(*desk.office, {});
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].ref == MessageRef{desk.ticket, 2});
  CHECK(flags[0].note == "nota");
  CHECK_FALSE(flags[0].hidden);
  CHECK(list_flags(*desk.office, {.ground = Ground::spam}).empty());
}

TEST_CASE("hide: text, preview and search forget it; undo brings everything back as it was") {
  for (const bool indexed : {false, true}) {
    CAPTURE(indexed);
    Desk desk;
    if (indexed) desk.office.index();
    CHECK(desk.found("incapaci") == 1);
    const auto before = desk.dump();
    CHECK(desk.flag(true).done.size() == 1);
    const auto hidden = desk.shown();
    CHECK(hidden.hidden);
    CHECK_FALSE(hidden.text.has_value());
    CHECK(desk.found("incapaci") == 0);
    CHECK(desk.dump().find("incapaci") == std::string::npos);
    CHECK(desk.office.ask("SELECT preview IS NULL FROM ticket") == 1);
    CHECK(desk.unflag().done.size() == 1);
    CHECK(desk.dump() == before);
    CHECK(desk.found("incapaci") == 1);
    CHECK(desk.office.ask("SELECT count(*) FROM sealed") == 0);
    CHECK(desk.office.ask("SELECT count(*) FROM flag") == 0);
  }
}

TEST_CASE("hide: media words, place, cards, facts and edits are sealed and come back") {
  Desk desk;
  const std::string id = std::to_string(desk.message.value);
  desk.office.run("INSERT INTO media (message, mime_type, file_name, transcript, state) VALUES (" + id +
                  ", 'application/pdf', 'incapaci.pdf', 'incapaci', 'stored')");
  desk.office.run("INSERT INTO location (message, latitude, longitude, name) VALUES (" + id +
                  ", 39.2153000000001, 9.1107, 'incapaci')");
  desk.office.run("INSERT INTO card_line (message, line, card, kind, label, value) VALUES (" + id +
                  ", 1, 1, 'name', NULL, 'incapaci'), (" + id + ", 2, 1, 'phone', 'CELL', 'incapaci')");
  desk.office.run("INSERT INTO message_fact (message, name, value) VALUES (" + id + ", 'title', 'incapaci')");
  desk.office.run(
      "INSERT INTO amendment (number, wamid, target_wamid, target, kind, text, at, received_at) VALUES (1, "
      "'a1', "
      "'wamid.2', " +
      id + ", 'edit', 'incapaci', 1, 1)");
  desk.office.index();
  const auto before = desk.dump();
  desk.flag(true);
  CHECK(desk.dump().find("incapaci") == std::string::npos);
  desk.unflag();
  CHECK(desk.dump() == before);
  CHECK(desk.office.ask("SELECT latitude = 39.2153000000001 FROM location") == 1);
}

TEST_CASE("hide: what arrives for a hidden message is sealed too") {
  Desk desk;
  desk.flag(true);
  {
    auto db = desk.office.write();
    InboundAmendment edit;
    edit.wamid = "a1";
    edit.target_wamid = "wamid.2";
    edit.kind = AmendmentKind::edit;
    edit.text = "incapaci e peggio";
    const auto target = store::find_message(db, 1, "wamid.2");
    REQUIRE(target.has_value());
    CHECK(store::add_amendment(db, edit, 1, std::nullopt, target, desk.office.now(), desk.office.now()));
    db.commit();
  }
  CHECK(desk.dump().find("incapaci") == std::string::npos);
  CHECK_FALSE(desk.shown().amendments.front().text.has_value());
  desk.unflag();
  CHECK(desk.shown().amendments.front().text == "incapaci e peggio");
}

TEST_CASE("hide: a message that a later urp understands stays hidden, and its new words are sealed") {
  Desk desk("che vergogna");
  desk.flag(true);
  {
    auto db = desk.office.write();
    InboundMessage understood;
    understood.wamid = "wamid.2";
    understood.type = "text";
    understood.text = "incapaci";
    understood.facts = {{"button", "incapaci"}};
    store::replace_content(db, desk.message, understood);
    db.commit();
  }
  desk.office.index();
  CHECK(desk.dump().find("incapaci") == std::string::npos);
  CHECK(desk.found("incapaci") == 0);
  desk.unflag();
  CHECK(desk.shown().text == "incapaci");
}

TEST_CASE("flag: again with another ground; hidden stays hidden; the same changes nothing") {
  Desk desk;
  desk.flag(true);
  CHECK(desk.flag(false, Ground::threat).done.size() == 1);
  CHECK(desk.shown().hidden);
  CHECK(desk.shown().ground == "threat");
  const auto events = desk.office.ask("SELECT count(*) FROM event");
  FlagRequest request;
  request.messages = {{desk.ticket, 2}};
  request.ground = Ground::threat;
  request.hide = true;
  CHECK(flag_messages(*desk.office, request).done.size() == 1);
  CHECK(desk.office.ask("SELECT count(*) FROM event") == events);
}

TEST_CASE("flag: unknown is not found, no flag to take back is a conflict, the others are done") {
  Desk desk;
  FlagRequest request;
  request.messages = {{desk.ticket, 9}, {desk.ticket, 1}, {TicketId{99}, 1}};
  const auto result = flag_messages(*desk.office, request);
  CHECK(result.done.size() == 1);
  REQUIRE(result.failed.size() == 2);
  CHECK(result.failed[0].second.fault() == Fault::not_found);
  CHECK(desk.unflag(2).failed.at(0).second.fault() == Fault::conflict);
}

TEST_CASE("hide: an answer that has not left is a conflict") {
  Desk desk;
  desk.office.run("UPDATE message SET direction = 'out', status = 'queued' WHERE seq = 2");
  CHECK(desk.flag(true).failed.at(0).second.fault() == Fault::conflict);
  CHECK(desk.flag(false).done.size() == 1);
  desk.office.run("UPDATE message SET status = 'delivered' WHERE seq = 2");
  CHECK(desk.flag(true).done.size() == 1);
}

TEST_CASE("hide: a failed answer that is hidden is not sent again with nothing in it") {
  SendingOffice sending;
  const auto ref = sending.queued();
  sending.send_with(refused(400, 131026));
  CHECK(sending.state(ref) == Delivery::failed);
  FlagRequest request;
  request.messages = {ref};
  request.hide = true;
  CHECK(flag_messages(*sending.office, request).done.size() == 1);
  CHECK_FAULT(resend_message(*sending.office, ref, std::nullopt), Fault::conflict);
  unflag_messages(*sending.office, {ref});
  resend_message(*sending.office, ref, std::nullopt);
  CHECK(sending.row(ref).text == "Buongiorno, domani.");
}

TEST_CASE("hide: a rehearsal changes nothing") {
  Desk desk;
  const auto before = desk.dump();
  FlagRequest request;
  request.messages = {{desk.ticket, 2}};
  request.hide = true;
  request.dry_run = true;
  CHECK(flag_messages(*desk.office, request).done.size() == 1);
  CHECK(desk.dump() == before);
  CHECK(desk.office.ask("SELECT count(*) FROM flag") == 0);
}

TEST_CASE("ground: nine words in English and Italian") {
  CHECK(ground("personal-data") == Ground::personal_data);
  CHECK(ground("Dati-Personali") == Ground::personal_data);
  CHECK(ground("raccolta-fondi") == Ground::fundraising);
  CHECK_FALSE(ground("boh").has_value());
}

TEST_CASE("inbox: flagged and parked narrow it") {
  Desk desk;
  desk.office.add_ticket();
  InboxRequest request;
  request.filter.flagged = true;
  CHECK(list_inbox(*desk.office, request).tickets.empty());
  desk.flag(false);
  CHECK(list_inbox(*desk.office, request).tickets.size() == 1);
  request.filter.flagged = false;
  request.filter.parked = true;
  CHECK(list_inbox(*desk.office, request).tickets.empty());
  desk.office.run("UPDATE message SET direction = 'out', status = 'parked' WHERE seq = 2");
  CHECK(list_inbox(*desk.office, request).tickets.size() == 1);
}

namespace {

/// An office with words for warnings, to which citizens write.
Settings warning_settings() {
  auto settings = sending_settings();
  settings.moderation.warn["offensive"] = "La preghiamo di usare un linguaggio rispettoso.";
  settings.moderation.warn["spam"] = "Questo numero serve per le richieste.";
  settings.moderation.appeal = "Per contestare: urp@example.org";
  return settings;
}
FlagResult warn(Office& office, std::vector<MessageRef> messages, Ground ground = Ground::offensive) {
  FlagRequest request;
  request.messages = std::move(messages);
  request.ground = ground;
  request.warn = true;
  return flag_messages(office, request);
}

}  // namespace

TEST_CASE("warn: the office's words and how to object, once in a case and on a ground") {
  IntakeOffice door(warning_settings());
  Office& office = *door.office;
  door.say("wamid.1", "Incapaci");
  door.say("wamid.2", "Incapaci davvero");
  const auto both = warn(office, {{TicketId{1}, 1}, {TicketId{1}, 2}});
  CHECK(both.done.size() == 2);
  REQUIRE(both.warnings.size() == 2);
  CHECK(both.warnings[0].text ==
        "La preghiamo di usare un linguaggio rispettoso.\n\nPer contestare: urp@example.org");
  CHECK(both.warnings[1].text.empty());
  CHECK(both.warnings[1].sent == both.warnings[0].sent);
  CHECK(door.office.ask("SELECT count(*) FROM message WHERE direction = 'out'") == 1);
  CHECK(door.office.ask("SELECT quote FROM message WHERE direction = 'out'") == 1);
  // The turn stays the office's: a warning is no answer.
  CHECK(door.office.ask("SELECT waiting_since IS NOT NULL AND first_answered_at IS NULL FROM ticket") == 1);
  CHECK(warn(office, {{TicketId{1}, 1}}, Ground::spam).warnings[0].text.starts_with("Questo numero"));
  CHECK(door.office.ask("SELECT count(*) FROM event WHERE verb = 'warn'") == 2);
  // Taken back before it left: it may be sent again.
  const MessageRef sent = both.warnings[0].sent;
  cancel_message(office, sent);
  CHECK(door.office.ask("SELECT waiting_since IS NOT NULL FROM ticket") == 1);
  CHECK_FALSE(warn(office, {{TicketId{1}, 1}}).warnings[0].text.empty());
}

TEST_CASE("warn: not without words, not after the window, not to the blocked, not of our own messages") {
  IntakeOffice door(warning_settings());
  Office& office = *door.office;
  door.say("wamid.1", "Incapaci");
  CHECK_FAULT(warn(office, {{TicketId{1}, 1}}, Ground::threat), Fault::configuration);
  FlagRequest request;
  request.messages = {{TicketId{1}, 1}};
  request.warn = request.block = true;
  CHECK_FAULT(flag_messages(office, request), Fault::usage);
  door.office.set_now(door.office.now() + std::chrono::hours(25));
  const auto late = warn(office, {{TicketId{1}, 1}});
  REQUIRE(late.failed.size() == 1);
  CHECK(late.failed[0].second.fault() == Fault::window_closed);
  CHECK(door.office.ask("SELECT count(*) FROM flag") == 0);
  door.say("wamid.2", "Ancora");
  BlockRequest block;
  block.who = "c1";
  block_contact(office, block);
  CHECK(warn(office, {{TicketId{1}, 1}}).failed[0].second.fault() == Fault::refused);
}

TEST_CASE("strikes: counted by ground, with what is usual then") {
  IntakeOffice door;
  Office& office = *door.office;
  for (int i = 1; i <= 4; ++i) door.say("wamid." + std::to_string(i), "Messaggio");
  FlagRequest request;
  request.messages = {{TicketId{1}, 1}, {TicketId{1}, 2}};
  request.ground = Ground::offensive;
  flag_messages(office, request);
  request.messages = {{TicketId{1}, 3}};
  request.ground = Ground::threat;
  flag_messages(office, request);
  auto strikes = show_contact(office, "c1").by_ground;
  REQUIRE(strikes.size() == 2);
  CHECK(strikes[0].ground == Ground::offensive);
  CHECK(strikes[0].count == 2);
  CHECK_FALSE(strikes[0].block_is_usual);
  CHECK(strikes[1].block_is_usual);  // a threat: at once
  request.messages = {{TicketId{1}, 4}};
  request.ground = Ground::offensive;
  flag_messages(office, request);
  ShowRequest show;
  show.ticket = TicketId{1};
  CHECK(show_ticket(office, show).strikes[0].block_is_usual);
  // It decides nothing.
  CHECK(door.office.ask("SELECT blocked FROM contact") == 0);
}

TEST_CASE("suspicion: rules mark what came, nothing is removed, and a clerk settles it") {
  auto settings = TestOffice::default_settings();
  settings.moderation.words = {"guadagno facile"};
  settings.moderation.links = true;
  settings.moderation.flood = 3;
  IntakeOffice door(settings);
  Office& office = *door.office;
  door.say("wamid.1", "Un Guadagno, facile!");
  door.say("wamid.2", "Vedete https://example.org/x");
  door.say("wamid.3", "Buongiorno");
  door.say("wamid.4", "Buongiorno?");
  ShowRequest show;
  show.ticket = TicketId{1};
  const auto suspects = show_ticket(office, show).suspects;
  REQUIRE(suspects.size() == 3);
  CHECK(suspects[0].rule == "words");
  CHECK(suspects[0].word == "guadagno facile");
  CHECK(suspects[1].rule == "links");
  CHECK(suspects[2].ref == MessageRef{TicketId{1}, 4});
  CHECK(suspects[2].rule == "flood");
  CHECK(show_ticket(office, show).messages.front().text == "Un Guadagno, facile!");
  CHECK(show_ticket(office, show).ticket.flags == std::vector<std::string>{"suspect"});
  InboxRequest flagged;
  flagged.filter.flagged = true;
  CHECK(list_inbox(office, flagged).tickets.size() == 1);
  REQUIRE(list_flags(office, {}).size() == 3);
  CHECK(list_flags(office, {.limit = 2}).size() == 2);
  CHECK(list_flags(office, {.ground = Ground::spam}).empty());
  // Flagged, it is a clerk's; taken back, it was nothing.
  FlagRequest request;
  request.messages = {{TicketId{1}, 1}};
  request.ground = Ground::spam;
  flag_messages(office, request);
  CHECK(unflag_messages(office, {{TicketId{1}, 2}, {TicketId{1}, 4}}).done.size() == 2);
  CHECK(show_ticket(office, show).suspects.empty());
  CHECK(show_ticket(office, show).ticket.flags == std::vector<std::string>{"spam"});
  CHECK(door.office.ask("SELECT count(*) FROM event WHERE verb = 'suspect'") == 3);
}
