// Who gets a notice: of a draft counted, then frozen as rows, then looked at once more.
#include "store/audience.hpp"

#include <doctest/doctest.h>

#include <map>

#include "store/notices.hpp"
#include "store/recipients.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

using Counts = std::map<std::pair<RecipientStatus, std::string>, std::int64_t>;

struct Town {
  Town() {
    office.add_contact();  // makes the business number
    office.run("INSERT INTO number (phone_number_id) VALUES ('1') ON CONFLICT DO NOTHING");
    number = office.ask("SELECT min(id) FROM number");
  }
  ContactId person(const std::string& phone, bool subscribed = true) {
    ContactRow row;
    row.phone = phone.empty() ? std::nullopt : std::optional(phone);
    const auto contact = office.add_contact(row);
    if (subscribed) {
      office.run(
          "INSERT INTO subscription (contact, topic, identity, at, evidence, clerk)"
          " VALUES (" +
          std::to_string(contact.value) + ", 'meteo', 'phone', 0, 'modulo', 'maria')");
    }
    return contact;
  }
  void change(ContactId contact, const std::string& set) {
    office.run("UPDATE contact SET " + set + " WHERE id = " + std::to_string(contact.value));
  }
  void opt_out(ContactId contact) {
    office.run("INSERT INTO opt_out (contact, number, at, source) VALUES (" + std::to_string(contact.value) +
               ", " + std::to_string(number) + ", 0, 'test')");
  }
  Notice notice(bool listed) {
    Notice made;
    made.name = listed ? "avviso-elenco" : "avviso";
    made.topic = "meteo";
    made.number = number;
    made.template_name = "offerte";
    made.template_language = "it";
    made.created_by = "maria";
    made.listed = listed;
    auto db = office.write();
    made.id = store::add_notice(db, made);
    db.commit();
    return made;
  }
  Counts counts(const Notice& notice) {
    Counts found;
    for (const auto& one : store::tally(office.read(), notice)) found[{one.status, one.why}] += one.people;
    return found;
  }
  void freeze(Notice& notice) {
    auto db = office.write();
    store::freeze_audience(db, notice, office.now());
    notice = store::move_notice(db, notice, notice_move::Scheduled{});
    notice = store::move_notice(db, notice, notice_move::Begun{});
    db.commit();
  }
  std::optional<std::string> reason(const Notice& notice, ContactId contact) {
    return store::reason_against(office.read(), notice, contact);
  }

  TestOffice office;
  std::int64_t number = 0;
};

constexpr auto pending = RecipientStatus::pending;
constexpr auto skipped = RecipientStatus::skipped;

}  // namespace

TEST_CASE("audience: of the subscribers, the gravest reason keeps somebody out; frozen as counted") {
  Town town;
  town.person("393330000111");
  const auto blocked = town.person("393330000112");
  town.change(blocked, "blocked = 1");
  town.opt_out(blocked);
  const auto opted_out = town.person("393330000113");
  town.opt_out(opted_out);
  const auto unreachable = town.person("");
  town.person("393330000115", false);
  auto notice = town.notice(false);
  const Counts expected = {{{pending, ""}, 1},
                           {{skipped, "blocked"}, 1},
                           {{skipped, "opted_out"}, 1},
                           {{skipped, "no_address"}, 1}};
  CHECK(town.counts(notice) == expected);
  town.freeze(notice);
  CHECK(town.counts(notice) == expected);
  CHECK(town.reason(notice, blocked) == "blocked");
  CHECK(town.reason(notice, opted_out) == "opted_out");
  CHECK(town.reason(notice, unreachable) == "no_address");
}

TEST_CASE("audience: of a file, who did not subscribe is left out before anything else is asked") {
  Town town;
  const auto subscriber = town.person("393330000111");
  const auto stranger = town.person("393330000112", false);
  town.change(stranger, "blocked = 1");
  town.person("393330000113");  // a subscriber who is not in the file
  auto notice = town.notice(true);
  {
    auto db = town.office.write();
    CHECK(store::add_person(db, notice.id, subscriber, town.office.now()));
    CHECK(store::add_person(db, notice.id, stranger, town.office.now()));
    CHECK_FALSE(store::add_person(db, notice.id, stranger, town.office.now()));
    db.commit();
  }
  const Counts expected = {{{pending, ""}, 1}, {{skipped, "not_subscribed"}, 1}};
  CHECK(town.counts(notice) == expected);
  town.freeze(notice);
  CHECK(town.counts(notice) == expected);
}

TEST_CASE("audience: who says STOP after the freezing has a reason, and nobody else") {
  Town town;
  const auto stays = town.person("393330000111");
  const auto leaves = town.person("393330000112");
  auto notice = town.notice(false);
  town.freeze(notice);
  town.office.run("UPDATE subscription SET ended_at = 1, ended_evidence = 'STOP' WHERE contact = " +
                  std::to_string(leaves.value));
  CHECK(town.reason(notice, leaves) == "unsubscribed");
  CHECK_FALSE(town.reason(notice, stays).has_value());
}
