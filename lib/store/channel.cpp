// channel.cpp: whether we may send at all, and to whom we pause.
#include "domain/back_off.hpp"
#include "store/outbox.hpp"

namespace urp::store {
namespace {

constexpr Seconds longest_rest{1024};  // 1, 4, 16 ... seconds, at most 17 minutes

}  // namespace

Channel get_channel(const Access& db, std::int64_t number) {
  auto query = db.query(
      "SELECT stopped_since, reason, code, subcode, token_digest, next_probe, hold_until, probes FROM channel"
      " WHERE number = ?");
  query.bind(1, number);
  Channel channel;
  if (!query.step()) return channel;
  channel.stopped_since = query.maybe_time(0);
  channel.reason = query.string(1);
  channel.code = query.integer(2);
  channel.subcode = query.integer(3);
  channel.token_digest = query.string(4);
  channel.next_probe = query.time(5);
  channel.hold_until = query.time(6);
  channel.probes = static_cast<int>(query.integer(7));
  return channel;
}

std::vector<std::int64_t> list_stopped(const Access& db) {
  auto query = db.query("SELECT number FROM channel WHERE stopped_since IS NOT NULL");
  std::vector<std::int64_t> numbers;
  while (query.step()) numbers.push_back(query.integer(0));
  return numbers;
}

void stop_channel(Writer& db, std::int64_t number, const Refusal& why, const std::string& token_digest,
                  TimePoint real_now) {
  const auto channel = get_channel(db, number);
  if (channel.stopped_since) return;  // several messages in flight meet the same wall: the first one tells
  db.query(
        "INSERT INTO channel (number, stopped_since, reason, code, subcode, token_digest, next_probe, probes)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0) ON CONFLICT DO UPDATE SET stopped_since = ?2, reason = ?3, "
        "code = ?4,"
        " subcode = ?5, token_digest = ?6, next_probe = ?7, probes = 0")
      .bind(1, number)
      .bind(2, db.now())
      .bind(3, why.words)
      .bind(4, why.code)
      .bind(5, why.subcode)
      .bind_blob(6, token_digest)
      .bind(7, real_now + std::chrono::seconds(60))
      .run();
  db.record("channel_stop", std::nullopt, std::nullopt, {{"code", std::nullopt, std::to_string(why.code)}});
}

void start_channel(Writer& db, std::int64_t number) {
  db.query(
        "UPDATE channel SET stopped_since = NULL, reason = NULL, code = NULL, subcode = NULL, next_probe = "
        "NULL,"
        " probes = 0 WHERE number = ?")
      .bind(1, number)
      .run();
  db.record("channel_start", std::nullopt, std::nullopt, {});
}

void set_next_probe(Writer& db, std::int64_t number, TimePoint next, int probes) {
  db.query("UPDATE channel SET next_probe = ?, probes = ? WHERE number = ?")
      .bind(1, next)
      .bind(2, probes)
      .bind(3, number)
      .run();
}

void hold_channel(Writer& db, std::int64_t number, TimePoint until) {
  db.query(
        "INSERT INTO channel (number, hold_until) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET hold_until = ?2")
      .bind(1, number)
      .bind(2, until)
      .run();
}

void hold_person(Writer& db, ContactId contact, TimePoint real_now) {
  int tries = 0;
  {
    auto query = db.query("SELECT tries FROM person_hold WHERE contact = ?");
    query.bind(1, contact);
    if (query.step()) tries = static_cast<int>(query.integer(0));
  }
  const Seconds rest = back_off(2 * tries, Seconds(1), longest_rest);
  db.query(
        "INSERT INTO person_hold (contact, until, tries) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET until = ?2, tries = ?3")
      .bind(1, contact)
      .bind(2, real_now + rest)
      .bind(3, tries + 1)
      .run();
}

void release_person(Writer& db, ContactId contact) {
  db.query("DELETE FROM person_hold WHERE contact = ?").bind(1, contact).run();
}

}  // namespace urp::store
