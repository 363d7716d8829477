// channel.cpp: whether we may send at all, and to whom we pause.
#include "domain/back_off.hpp"
#include "store/outbox.hpp"

namespace urp::store {
namespace {

constexpr Seconds longest_rest{1024};  // 1, 4, 16 ... seconds, at most 17 minutes

Channel read_channel(db::Row& row) {
  Channel channel;
  row >> channel.stopped_since >> channel.reason >> channel.code >> channel.subcode;
  row >> channel.token_digest >> channel.next_probe >> channel.hold_until >> channel.probes;
  return channel;
}

}  // namespace

Channel get_channel(const Access& db, std::int64_t number) {
  return db
      .first<Channel>(R"(
      SELECT
        stopped_since,
        reason,
        code,
        subcode,
        token_digest,
        next_probe,
        hold_until,
        probes
      FROM channel
      WHERE number = ?)",
                      read_channel, number)
      .value_or(Channel{});
}

std::vector<std::int64_t> list_stopped(const Access& db) {
  return db.all<std::int64_t>("SELECT number FROM channel WHERE stopped_since IS NOT NULL");
}

void stop_channel(Writer& db, std::int64_t number, const Refusal& why, const std::string& token_digest,
                  TimePoint real_now) {
  const auto channel = get_channel(db, number);
  if (channel.stopped_since) return;  // several messages in flight meet the same wall: the first one tells
  db.run(R"(
    INSERT INTO channel (number, stopped_since, reason, code, subcode, token_digest, next_probe, probes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
    ON CONFLICT DO UPDATE SET
      stopped_since = ?2,
      reason = ?3,
      code = ?4,
      subcode = ?5,
      token_digest = ?6,
      next_probe = ?7,
      probes = 0)",
         number, db.now(), why.words, why.code, why.subcode, db::Blob{token_digest},
         real_now + std::chrono::seconds(60));
  db.record("channel_stop", std::nullopt, std::nullopt, {{"code", std::nullopt, std::to_string(why.code)}});
}

void start_channel(Writer& db, std::int64_t number) {
  db.run(R"(
    UPDATE channel
    SET
      stopped_since = NULL,
      reason = NULL,
      code = NULL,
      subcode = NULL,
      next_probe = NULL,
      probes = 0
    WHERE number = ?)",
         number);
  db.record("channel_start", std::nullopt, std::nullopt, {});
}

void set_next_probe(Writer& db, std::int64_t number, TimePoint next, int probes) {
  db.run("UPDATE channel SET next_probe = ?, probes = ? WHERE number = ?", next, probes, number);
}

void hold_channel(Writer& db, std::int64_t number, TimePoint until) {
  db.run("INSERT INTO channel (number, hold_until) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET hold_until = ?2",
         number, until);
}

void hold_person(Writer& db, ContactId contact, TimePoint real_now) {
  const int tries = db.first<int>("SELECT tries FROM person_hold WHERE contact = ?", contact).value_or(0);
  const Seconds rest = back_off(2 * tries, Seconds(1), longest_rest);
  db.run(R"(
    INSERT INTO person_hold (contact, until, tries)
    VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET until = ?2, tries = ?3)",
         contact, real_now + rest, tries + 1);
}

void release_person(Writer& db, ContactId contact) {
  db.run("DELETE FROM person_hold WHERE contact = ?", contact);
}

}  // namespace urp::store
