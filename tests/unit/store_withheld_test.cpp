// The register of what an older backup must not bring back: it says nothing, and finds everything again.
#include "store/withheld.hpp"

#include <urp/desk/moderate.hpp>
#include <urp/desk/redact.hpp>

#include <doctest/doctest.h>

#include "intake_bodies.hpp"
#include "store/moderated.hpp"
#include "store/retention.hpp"

using namespace urp;
using store::Withheld;

namespace {

struct Desk {
  IntakeOffice door;
  TestOffice& office = door.office;

  explicit Desk(int before = 0) {
    // The same office at another time: the same secret.
    office.run("UPDATE secret SET value = x'" + std::string(64, 'a') + "'");
    for (int i = 0; i < before; ++i) door.say("wamid.before" + std::to_string(i), "prima");
    door.say("wamid.1", "Sono Mario, abito in via Roma 3. MARIO.");
    edit("wamid.e1", "Sono Mario, abito in via Verdi 4");
    edit("wamid.e2", "Sono Mario, abito in via Bianchi 5");
  }
  void edit(const std::string& wamid, const std::string& text) {
    Json message = text_message(wamid, "", office.now());
    message.erase("text");
    message["type"] = "edit";
    message["edit"] = {{"original_message_id", "wamid.1"},
                       {"message", {{"type", "text"}, {"text", {{"body", text}}}}}};
    CHECK(door.take(body({change(Json::array({message}))})).unhandled == 0);
  }
  void redact(std::vector<std::string> words) {
    RedactRequest request;
    request.message = {TicketId{1}, 1};
    request.words = std::move(words);
    redact_message(*office, request);
  }
  void flag(bool hide) {
    FlagRequest request;
    request.messages = {{TicketId{1}, 1}};
    request.ground = Ground::offensive;
    request.hide = hide;
    flag_messages(*office, request);
  }
  std::vector<Withheld> lines() { return store::list_withheld(office.read()); }
  std::string how(const std::string& what) {
    std::string all;
    for (const auto& line : lines()) all += line.what == what ? line.how + "\n" : "";
    return all;
  }
};

}  // namespace

TEST_CASE("withheld: what is masked is known by where it stands, and by nothing else") {
  Desk desk;
  desk.redact({"mario", "via Bianchi 5"});
  const auto lines = desk.lines();
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].what == "masked");
  CHECK(lines[0].how == "edit:1:5-10 edit:2:5-10 edit:2:21-34 text::5-10 text::33-38");
  // Another database has other numbers for the message and for its edits, and the words in the open.
  Desk other(3);
  const auto db = other.office.read();
  const auto found = store::list_moderated(db, lines, MessageId{0});
  REQUIRE(found.size() == 1);
  CHECK(found[0].wamid == "wamid.1");
  CHECK_FALSE(found[0].message.hidden);
  CHECK(found[0].masked == std::vector<std::string>{"Mario", "via Bianchi 5", "MARIO"});
  CHECK(store::list_moderated(db, lines, found[0].message.id).empty());
}

TEST_CASE("withheld: spans that lie in no text of the message find nothing") {
  Desk desk;
  const auto db = desk.office.read();
  for (const char* spans : {"", "text", "text::", "text::5-", "text::10-5", "text::5-9999", "text::-1-5",
                            "card:1:0-2", "text::0x1-5", "edit:9:0-3"}) {
    CAPTURE(spans);
    CHECK(store::words_at(db, MessageId{1}, spans).empty());
  }
  CHECK(store::words_at(db, MessageId{1}, "text::5-10 edit:1:5-10") == std::vector<std::string>{"Mario"});
}

TEST_CASE("withheld: what is taken back within the same second is taken back") {
  Desk desk;
  desk.flag(true);
  CHECK(desk.how("hidden").starts_with("offensive "));
  const auto before = desk.lines();
  unflag_messages(*desk.office, {{TicketId{1}, 1}}, false, std::nullopt);
  CHECK(desk.how("hidden") == "shown\n");
  auto both = desk.lines();
  both.insert(both.end(), before.begin(), before.end());
  both = store::latest_of(both);
  REQUIRE(both.size() == 1);
  CHECK(both[0].how == "shown");
  CHECK(store::list_moderated(desk.office.read(), both, MessageId{0}).empty());
  {
    // An older copy of the register changes nothing.
    auto db = desk.office.write();
    store::add_withheld(db, before);
    CHECK(store::list_withheld(db) == both);
  }
  // Nor does a clock that was ahead.
  desk.office.set_now(desk.office.now() - std::chrono::hours(2));
  desk.flag(true);
  CHECK(store::latest_of({both[0], desk.lines()[0]})[0].how != "shown");
}

TEST_CASE("withheld: what nobody hid stands in no register") {
  Desk desk;
  desk.flag(false);
  unflag_messages(*desk.office, {{TicketId{1}, 1}}, false, std::nullopt);
  CHECK(desk.lines().empty());
  CHECK_FALSE(store::is_register_due(desk.office.read()));
  desk.flag(true);
  CHECK(store::is_register_due(desk.office.read()));
}

TEST_CASE("withheld: deliveries are known by their runs, in their own journal alone") {
  Desk desk(5);
  {
    auto db = desk.office.write();
    store::destroy_bodies(db, {JournalId{1}, JournalId{2}, JournalId{4}});
    db.record("purge", std::nullopt, std::nullopt, {});
    db.commit();
  }
  const auto lines = desk.lines();
  auto runs = store::destroyed_runs(desk.office.read(), lines);
  std::sort(runs.begin(), runs.end());
  CHECK(runs == std::vector<store::BodyRun>{{JournalId{1}, JournalId{2}}, {JournalId{4}, JournalId{4}}});
  {
    // An older backup has the beginning of a run: the rest of it is not forgotten.
    auto db = desk.office.write();
    store::note_destroyed(db, store::BodyRun{JournalId{1}, JournalId{1}});
    CHECK(store::list_withheld(db) == lines);
  }
  Desk other(0);
  other.office.run("UPDATE journal SET digest = digest + 1");
  CHECK(store::destroyed_runs(other.office.read(), lines).empty());
}
