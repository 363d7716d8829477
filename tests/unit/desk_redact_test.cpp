// Words masked inside a message: gone everywhere, and back as they were.
#include <urp/desk/redact.hpp>

#include <urp/desk/moderate.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/thread.hpp>

#include <doctest/doctest.h>

#include "intake_bodies.hpp"

using namespace urp;

namespace {

constexpr const char* written = "Sono Mario Rossi, 333 000 0104, mario@example.org";

struct Desk {
  IntakeOffice door;
  TestOffice& office = door.office;
  TicketId ticket{1};
  MessageRef ref{ticket, 1};

  Desk() {
    door.say("wamid.1", written);
    office.index();
  }
  Message shown() {
    ShowRequest request;
    request.ticket = ticket;
    return show_ticket(*office, request).messages.front();
  }
  std::size_t found(const std::string& word) {
    SearchRequest request;
    request.query = word;
    return search(*office, request).hits.size();
  }
  RedactResult redact(std::vector<std::string> words, bool all = false) {
    RedactRequest request;
    request.message = ref;
    request.words = std::move(words);
    request.all = all;
    return redact_message(*office, request);
  }
  RedactResult undo() {
    RedactRequest request;
    request.message = ref;
    request.undo = true;
    return redact_message(*office, request);
  }
  void edit(const std::string& text) {
    Json message = text_message("wamid.e" + std::to_string(++edits), "", office.now());
    message.erase("text");
    message["type"] = "edit";
    message["edit"] = {{"original_message_id", "wamid.1"},
                       {"message", {{"type", "text"}, {"text", {{"body", text}}}}}};
    CHECK(door.take(body({change(Json::array({message}))})).unhandled == 0);
  }
  /// Every text that stands in a table which is read for views.
  std::string dump() {
    std::string all;
    auto db = office.read();
    for (const char* sql :
         {"SELECT ifnull(text, '-') FROM message ORDER BY id",
          "SELECT ifnull(text, '-') FROM amendment ORDER BY id", "SELECT body FROM search_text ORDER BY id",
          "SELECT ifnull(preview, '-') FROM ticket", "SELECT body FROM event_detail"}) {
      auto query = db.query(sql);
      while (query.step()) all += query.string(0) + "\n";
    }
    return all;
  }
  int edits = 0;
};

}  // namespace

TEST_CASE("redact: a span names the words that stand there, in every place where they stand") {
  Desk desk;
  CHECK(desk.redact({"6-16"}).masked == std::vector<std::string>{"Mario Rossi"});
  CHECK(desk.shown().text == "Sono [omissis], 333 000 0104, mario@example.org");
  desk.edit("Mario Rossi, di nuovo");
  CHECK(desk.dump().find("Rossi") == std::string::npos);
  CHECK_FAULT(desk.redact({"4-9"}), Fault::usage);  // a mask stands in it
  CHECK_FAULT(desk.redact({"400-410"}), Fault::not_found);
  CHECK_FAULT(desk.redact({"5-5"}), Fault::not_found);  // a blank
  desk.undo();
  CHECK(desk.dump().find("Mario Rossi, di nuovo") != std::string::npos);
}

TEST_CASE("redact: the detectors say where it stands, and the span may be given back to them") {
  Desk desk;
  const auto view = find_redaction(*desk.office, desk.ref);
  REQUIRE(view.proposals.size() == 2);
  CHECK(view.proposals[0].span == "19-30");
  CHECK(desk.redact({view.proposals[0].span}).masked == std::vector<std::string>{view.proposals[0].words});
}

TEST_CASE("redact: what could be a span and words is asked back") {
  Desk desk;
  desk.door.say("wamid.2", "orario 12-20, via Roma 12");
  desk.ref.number = 2;
  CHECK_FAULT(desk.redact({"12-20"}), Fault::usage);
  CHECK(desk.redact({"8-12"}).masked == std::vector<std::string>{"12-20"});
}

TEST_CASE("redact: what is proposed is what the detectors find, each once") {
  Desk desk;
  const auto view = find_redaction(*desk.office, desk.ref);
  REQUIRE(view.proposals.size() == 2);
  CHECK(view.proposals[0].kind == "phone");
  CHECK(view.proposals[0].words == "333 000 0104");
  CHECK(view.proposals[1].words == "mario@example.org");
  CHECK_FALSE(view.redacted);
}

TEST_CASE("redact: the words leave text, preview and search, and come back") {
  Desk desk;
  const auto before = desk.shown().text;
  CHECK(desk.redact({"mario rossi"}, true).masked.size() == 3);
  CHECK(desk.shown().text == "Sono [omissis], [omissis], [omissis]");
  CHECK(desk.dump().find("Rossi") == std::string::npos);
  CHECK(desk.dump().find("0104") == std::string::npos);
  CHECK(desk.found("rossi") == 0);
  CHECK(desk.found("sono") == 1);
  CHECK(find_redaction(*desk.office, desk.ref).redacted);
  CHECK(find_redaction(*desk.office, desk.ref).proposals.empty());
  CHECK_FALSE(desk.undo().redacted);
  CHECK(desk.shown().text == before);
  CHECK(desk.found("rossi") == 1);
  CHECK_FAULT(desk.undo(), Fault::conflict);
}

TEST_CASE("redact: twice, and the undo brings back what stood there first") {
  Desk desk;
  desk.redact({"Mario"});
  desk.redact({"Rossi"});
  CHECK(desk.shown().text == "Sono [omissis] [omissis], 333 000 0104, [omissis]@example.org");
  desk.undo();
  CHECK(desk.shown().text == written);
}

TEST_CASE("redact: an edit that comes later is masked too, and so is the preview") {
  Desk desk;
  desk.redact({"Rossi"});
  desk.edit("Sono ROSSI, scusate");
  CHECK(desk.dump().find("ROSSI") == std::string::npos);
  CHECK(desk.found("scusate") == 1);
  desk.undo();
  CHECK(desk.dump().find("Sono ROSSI, scusate") != std::string::npos);
}

TEST_CASE("hide: an edit that comes later stays out of the preview") {
  Desk desk;
  FlagRequest request;
  request.messages = {desk.ref};
  request.hide = true;
  flag_messages(*desk.office, request);
  desk.edit("Insulti di nuovo");
  CHECK(desk.dump().find("Insulti") == std::string::npos);
  CHECK(desk.found("insulti") == 0);
}

TEST_CASE("redact: hidden and shown again, it is as it was masked") {
  Desk desk;
  desk.redact({"Rossi"});
  FlagRequest request;
  request.messages = {desk.ref};
  request.hide = true;
  flag_messages(*desk.office, request);
  CHECK_FAULT(desk.redact({"Sono"}), Fault::conflict);
  CHECK_FAULT(desk.undo(), Fault::conflict);
  unflag_messages(*desk.office, {desk.ref});
  CHECK(desk.shown().text == "Sono Mario [omissis], 333 000 0104, mario@example.org");
  desk.undo();
  CHECK(desk.shown().text == written);
}

TEST_CASE("redact: words that do not stand there change nothing") {
  Desk desk;
  CHECK_FAULT(desk.redact({"Rossi", "Verdi"}), Fault::not_found);
  CHECK(desk.shown().text == written);
  desk.ref.number = 9;
  CHECK_FAULT(desk.redact({"Rossi"}), Fault::not_found);
}
