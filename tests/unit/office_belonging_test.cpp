// Whether a configuration and a database belong together, and what a copy does with what waits in it.
#include "office/belonging.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include <urp/desk/keep.hpp>
#include <urp/open.hpp>

#include "db/place.hpp"
#include "scratch.hpp"
#include "sending_office.hpp"
#include "store/made_for.hpp"
#include "work/copied.hpp"
#include "work/sender_lock.hpp"

using namespace urp;
namespace fs = std::filesystem;

namespace {

OpenRequest request_for(const Scratch& scratch, const std::string& base_url, const std::string& number) {
  OpenRequest request;
  auto& settings = request.options.settings;
  settings.office.timezone = "UTC";
  settings.database.path = scratch.path() / "urp.db";
  settings.whatsapp.base_url = base_url;
  settings.whatsapp.phone_number_id = number;
  request.options.actor = {"maria", "mserra"};
  return request;
}

constexpr const char *real = "https://graph.facebook.com", *loopback = "http://127.0.0.1:9";

}  // namespace

TEST_CASE("belonging: the first configuration with a number settles it, another one is refused") {
  const Scratch scratch;
  open_office(request_for(scratch, real, ""));  // urp init: no number yet, nothing is settled
  open_office(request_for(scratch, loopback, "1"));
  CHECK_NOTHROW(open_office(request_for(scratch, "http://127.0.0.1:4711", "1")));
  CHECK_NOTHROW(open_office(request_for(scratch, loopback, "")));
  CHECK_FAULT(open_office(request_for(scratch, loopback, "2")), Fault::refused);
  CHECK_FAULT(open_office(request_for(scratch, real, "1")), Fault::refused);
  CHECK_FAULT(open_office(request_for(scratch, real, "")), Fault::refused);
}

TEST_CASE("belonging: another clock is for rehearsals alone") {
  const Scratch rehearsal, office;
  auto request = request_for(rehearsal, loopback, "1");
  request.other_clock = true;
  CHECK_NOTHROW(open_office(request));
  open_office(request_for(office, real, "1"));
  auto other = request_for(office, real, "1");
  other.other_clock = true;
  CHECK_FAULT(open_office(other), Fault::refused);
}

TEST_CASE("belonging: its owner may give the database to another configuration, once") {
  const Scratch scratch;
  open_office(request_for(scratch, real, "1"));
  auto changed = request_for(scratch, real, "2");
  CHECK_FAULT(open_office(changed), Fault::refused);
  const auto adopted = adopt_database(changed.options.settings, {"maria", "mserra"}, utc(2026, 11, 23));
  CHECK_FALSE(adopted.rehearsal);
  CHECK(adopted.number == "2");
  CHECK_NOTHROW(open_office(changed));
  CHECK_FAULT(open_office(request_for(scratch, real, "1")), Fault::refused);
  changed.options.settings.whatsapp.phone_number_id.clear();
  CHECK_FAULT(adopt_database(changed.options.settings, {"maria", "mserra"}, utc(2026, 11, 23)),
              Fault::configuration);
}

TEST_CASE("belonging: in a copy what waits is uncertain, once, and where it stood it still waits") {
  const Scratch scratch;
  auto office = open_office(request_for(scratch, loopback, "1"));
  auto& local = office.local();
  PassResult result;
  work::doubt_copy(local, {}, result);
  CHECK(result.alarms.empty());
  {
    auto db = local.write_upkeep({"urp", "urp"});
    auto there = *store::find_made_for(db);
    there.standing.machine = "another machine";
    store::set_made_for(db, there);
    db.run("INSERT INTO number (id, phone_number_id) VALUES (1, '1') ON CONFLICT DO NOTHING");
    db.run("INSERT INTO contact (id, created_at) VALUES (1, 1)");
    for (const char* status : {"queued", "parked", "sent", "failed"}) {
      db.run(R"(
        INSERT INTO message (contact, number, direction, type, at, received_at, status)
        VALUES (1, 1, 'out', 'text', 1, 1, ?))",
             status);
      db.run("INSERT INTO outbox (message, rank, queued_at, not_before) VALUES (?, 1, 1, 1)",
             db.last_insert_id());
    }
    db.commit();
  }
  work::doubt_copy(local, {}, result);
  CHECK(result.uncertain == 2);
  CHECK(result.alarms.size() == 1);
  CHECK(store::find_made_for(local.read())->standing == db::standing_of(*local.store));
  work::doubt_copy(local, {}, result);
  CHECK(result.alarms.size() == 1);
}

TEST_CASE("belonging: an older copy that was written over the same file is noticed") {
  const Scratch scratch;
  auto office = open_office(request_for(scratch, loopback, "1"));
  auto& local = office.local();
  const auto record = [&](const char* verb) {
    auto db = local.write();
    db.record(verb, std::nullopt, std::nullopt, {});
    db.commit();
  };
  const auto restored = [&](const char* sql) {
    auto db = local.write_upkeep({"urp", "urp"});
    db.run(std::string(sql));
    db.commit();
  };
  record("note");
  const auto pass = [&] {
    work::SenderLock lock(local);
    REQUIRE(lock.take());
    PassResult result;
    work::doubt_copy(local, lock.last_seen(), result);
    lock.trust();
    lock.sign();
    lock.give_back();
    return result.uncertain;
  };
  const auto queue = [&] {
    auto db = local.write_upkeep({"urp", "urp"});
    db.run("INSERT INTO number (id, phone_number_id) VALUES (1, '1') ON CONFLICT DO NOTHING");
    db.run("INSERT INTO contact (id, created_at) VALUES (1, 1) ON CONFLICT DO NOTHING");
    db.run(R"(
      INSERT INTO message (contact, number, direction, type, at, received_at, status)
      VALUES (1, 1, 'out', 'text', 1, 1, 'queued'))");
    db.run("INSERT INTO outbox (message, rank, queued_at, not_before) VALUES (?, 1, 1, 1)",
           db.last_insert_id());
    db.commit();
  };
  queue();
  CHECK(pass() == 0);
  record("take");
  CHECK(pass() == 0);  // it went on: nothing to doubt

  restored("DELETE FROM event_detail WHERE event = (SELECT max(id) FROM event)");
  restored("DELETE FROM event WHERE id = (SELECT max(id) FROM event)");
  CHECK(pass() == 1);  // the last entry is missing
  queue();
  CHECK(pass() == 0);
  restored("UPDATE event SET hash = randomblob(32) WHERE id = (SELECT max(id) FROM event)");
  CHECK(pass() == 1);  // another entry in its place
}

TEST_CASE("belonging: a database that was written over while somebody sends ends the sending") {
  const Scratch scratch;
  auto request = request_for(scratch, loopback, "1");
  auto steady = std::chrono::steady_clock::time_point();
  request.options.steady = [&] { return steady; };
  auto office = open_office(request);
  auto& local = office.local();
  {
    auto db = local.write();
    db.record("note", std::nullopt, std::nullopt, {});
    db.commit();
  }
  work::SenderLock lock(local);
  REQUIRE(lock.take());
  lock.trust();
  steady += std::chrono::seconds(6);
  CHECK_NOTHROW(lock.give_sign());
  local.store->database().exec("DELETE FROM event_detail; DELETE FROM event");
  steady += std::chrono::seconds(1);
  CHECK_NOTHROW(lock.give_sign());  // not looked at each round
  steady += std::chrono::seconds(6);
  CHECK_FAULT(lock.give_sign(), Fault::failed);
}

TEST_CASE("belonging: who sends ends when the lock is another file: somebody else may have that one") {
  const Scratch scratch;
  auto request = request_for(scratch, loopback, "1");
  auto steady = std::chrono::steady_clock::time_point();
  request.options.steady = [&] { return steady; };
  auto office = open_office(request);
  auto& local = office.local();
  work::SenderLock lock(local);
  REQUIRE(lock.take());
  REQUIRE(std::filesystem::remove(local.store->path().string() + "-sender"));
  steady += std::chrono::seconds(6);
  CHECK_THROWS_AS(lock.give_sign(), Error);
  work::SenderLock other(local);
  CHECK(other.take());
  CHECK_THROWS_AS(lock.sign(), Error);
  CHECK_NOTHROW(other.sign());
}
