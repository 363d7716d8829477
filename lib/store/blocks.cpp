#include "store/blocks.hpp"

#include "domain/recent.hpp"
#include "store/contacts.hpp"
#include "store/windows.hpp"

namespace urp::store {
namespace {

BlockView read_block(db::Row& row) {
  BlockView view;
  row >> view.blocked >> view.since >> view.until >> view.muted;
  const auto state = row.next<std::optional<std::string_view>>();
  if (state) {
    view.at_whatsapp = *state == "done"     ? AtWhatsApp::told
                       : *state == "failed" ? AtWhatsApp::refused
                                            : AtWhatsApp::waits;
  }
  row >> view.why;
  return view;
}

DueBlock read_due(db::Row& row) {
  DueBlock due;
  row >> due.contact >> due.block >> due.tries;
  return due;
}

using Waiting = std::pair<MessageId, MessageRef>;
Waiting read_waiting(db::Row& row) {
  Waiting waiting;
  row >> waiting.first >> waiting.second.ticket >> waiting.second.number;
  return waiting;
}

}  // namespace

bool is_blocked(const Access& db, ContactId contact) {
  return db.first<bool>("SELECT blocked FROM contact WHERE id = ?", contact).value_or(false);
}

BlockView get_block(const Access& db, ContactId contact) {
  static constexpr char sql[] = R"(
    SELECT c.blocked, c.blocked_at, c.blocked_until, c.muted, w.state, w.why
    FROM contact c
    LEFT JOIN block_wish w ON w.contact = c.id
    WHERE c.id = ?)";
  return db.first<BlockView>(sql, read_block, contact).value_or(BlockView{});
}

void set_blocked(Writer& db, ContactId contact, bool blocked, std::optional<TimePoint> until) {
  db.run(R"(
    UPDATE contact
    SET
      blocked = ?2,
      blocked_at = CASE WHEN ?2 = 0 THEN NULL ELSE ifnull(blocked_at, ?3) END,
      blocked_until = ?4,
      muted = CASE WHEN ?2 = 1 AND blocked = 0 THEN 0 ELSE muted END,
      revision = ?5
    WHERE id = ?1)",
         contact, blocked, db.now(), until, db.next_event());
}

void want_block(Writer& db, ContactId contact, bool block) {
  db.run(R"(
    INSERT INTO block_wish (contact, block, state, at, not_before)
    VALUES (?1, ?2, 'wanted', ?3, ?3)
    ON CONFLICT DO UPDATE SET
      block = ?2,
      state = 'wanted',
      at = ?3,
      not_before = ?3,
      tries = 0,
      code = NULL,
      why = NULL)",
         contact, block, db.recorded_at());
}

void count_muted(Writer& db, ContactId contact) {
  db.run("UPDATE contact SET muted = muted + 1 WHERE id = ?", contact);
}

std::vector<DueBlock> list_due_blocks(const Access& db, TimePoint now, TimePoint real_now, int limit) {
  // WhatsApp asks for a message of the last 24 hours, and does not care whether it closed the window since.
  // What is put off for more than a day was put off while the machine's clock was ahead.
  auto due = db.all<DueBlock>(R"(
    SELECT b.contact, b.block, b.tries
    FROM block_wish b
    WHERE b.state = 'wanted'
      AND (b.not_before <= ?1 OR b.not_before > ?1 + 90000)
      AND EXISTS (
        SELECT 1 FROM identity i
        WHERE i.contact = b.contact AND i.valid_to IS NULL AND i.kind IN ('phone', 'user_id'))
      AND (
        b.block = 0
        OR EXISTS (SELECT 1 FROM service_window w WHERE w.contact = b.contact AND w.last_inbound_at > ?2))
    LIMIT ?3)",
                              read_due, real_now, opened_after(now), limit);
  for (auto& block : due) {
    const auto address = current_address(db, block.contact);
    block.phone = address.phone;
    block.user_id = address.user_id;
  }
  return due;
}

void end_block_wish(Writer& db, const DueBlock& due, bool done, std::int64_t code, const std::string& why) {
  db.run(R"(
    UPDATE block_wish
    SET state = ?, code = ?, why = ?
    WHERE contact = ? AND block = ? AND state = 'wanted')",
         done ? "done" : "failed", db::or_null(code), db::or_null(why), due.contact, due.block);
}

void postpone_block_wish(Writer& db, const DueBlock& due, TimePoint not_before) {
  db.run("UPDATE block_wish SET not_before = ?, tries = tries + 1 WHERE contact = ? AND block = ?",
         not_before, due.contact, due.block);
}

std::vector<ContactId> list_blocks_to_come(const Access& db, TimePoint now, int limit) {
  return db.all<ContactId>("SELECT id FROM contact WHERE blocked = 1 AND blocked_at > ? LIMIT ?",
                           now + clock_tolerance, limit);
}

std::optional<TimePoint> begin_block_again(Writer& db, ContactId contact) {
  db.run(R"(
    UPDATE contact
    SET
      blocked_until = CASE
        WHEN blocked_until >= blocked_at THEN blocked_until - blocked_at + ?2
        ELSE blocked_until
      END,
      blocked_at = ?2,
      revision = ?3
    WHERE id = ?1)",
         contact, db.now(), db.next_event());
  return get_block(db, contact).until;
}

std::vector<ContactId> list_expired_blocks(const Access& db, TimePoint now, int limit) {
  return db.all<ContactId>("SELECT id FROM contact WHERE blocked = 1 AND blocked_until <= ? LIMIT ?", now,
                           limit);
}

std::int64_t count_failed_blocks(const Access& db) {
  return db.value<std::int64_t>("SELECT count(*) FROM block_wish WHERE state = 'failed'");
}

std::vector<std::pair<MessageId, MessageRef>> list_waiting_for(const Access& db, ContactId contact) {
  // The first condition is what the partial index message_in_flight says.
  return db.all<Waiting>(R"(
    SELECT id, ticket, seq
    FROM message
    WHERE contact = ?1 AND status IN ('queued', 'sending') AND status = 'queued' AND ticket IS NOT NULL
    UNION ALL
    SELECT id, ticket, seq
    FROM message
    WHERE contact = ?1 AND status = 'parked'
    ORDER BY id)",
                         read_waiting, contact);
}

}  // namespace urp::store
