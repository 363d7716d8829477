#include "store/blocks.hpp"

#include "domain/window.hpp"

namespace urp::store {

bool is_blocked(const Access& db, ContactId contact) {
  auto query = db.query("SELECT blocked FROM contact WHERE id = ?");
  query.bind(1, contact);
  return query.step() && query.integer(0) != 0;
}

BlockView get_block(const Access& db, ContactId contact) {
  auto query = db.query(
      "SELECT c.blocked, c.blocked_at, c.blocked_until, c.muted, w.state, w.block, w.why FROM contact c"
      " LEFT JOIN block_wish w ON w.contact = c.id WHERE c.id = ?");
  query.bind(1, contact);
  BlockView view;
  if (!query.step()) return view;
  view.blocked = query.integer(0) != 0;
  view.since = query.maybe_time(1);
  view.until = query.maybe_time(2);
  view.muted = query.integer(3);
  if (query.is_null(4)) return view;
  view.at_whatsapp = query.text(4) == "done"     ? AtWhatsApp::told
                     : query.text(4) == "failed" ? AtWhatsApp::refused
                                                 : AtWhatsApp::waits;
  view.why = query.maybe_string(6);
  return view;
}

void set_blocked(Writer& db, ContactId contact, bool blocked, std::optional<TimePoint> until) {
  db.query(
        "UPDATE contact SET blocked = ?2, blocked_until = ?3, revision = ?4,"
        " blocked_at = CASE WHEN ?2 = 0 THEN NULL ELSE ifnull(blocked_at, ?5) END,"
        " muted = CASE WHEN ?2 = 1 AND blocked = 0 THEN 0 ELSE muted END WHERE id = ?1")
      .bind(1, contact)
      .bind(2, blocked)
      .bind(3, until)
      .bind(4, db.next_event())
      .bind(5, db.now())
      .run();
}

void want_block(Writer& db, ContactId contact, bool block) {
  db.query(
        "INSERT INTO block_wish (contact, block, state, at, not_before) VALUES (?1, ?2, 'wanted', ?3, ?3)"
        " ON CONFLICT DO UPDATE SET block = ?2, state = 'wanted', at = ?3, not_before = ?3, tries = 0, code "
        "= NULL,"
        " why = NULL")
      .bind(1, contact)
      .bind(2, block)
      .bind(3, db.recorded_at())
      .run();
}

void count_muted(Writer& db, ContactId contact) {
  db.query("UPDATE contact SET muted = muted + 1 WHERE id = ?").bind(1, contact).run();
}

std::vector<DueBlock> list_due_blocks(const Access& db, TimePoint now, TimePoint real_now, int limit) {
  auto query = db.query(
      "SELECT w.contact, w.block, i.value, w.tries FROM block_wish w JOIN identity i ON i.contact = "
      "w.contact AND"
      " i.kind = 'phone' AND i.valid_to IS NULL WHERE w.state = 'wanted' AND w.not_before <= ?1 AND (w.block "
      "= 0 OR"
      " EXISTS (SELECT 1 FROM service_window s WHERE s.contact = w.contact AND s.last_inbound_at > ?2)) "
      "LIMIT ?3");
  query.bind(1, real_now).bind(2, now - window_length).bind(3, limit);
  std::vector<DueBlock> due;
  while (query.step()) {
    due.push_back({ContactId{query.integer(0)}, query.integer(1) != 0, query.string(2),
                   static_cast<int>(query.integer(3))});
  }
  return due;
}

void end_block_wish(Writer& db, const DueBlock& due, bool done, std::int64_t code, const std::string& why) {
  db.query(
        "UPDATE block_wish SET state = ?3, code = ?4, why = ?5 WHERE contact = ?1 AND block = ?2 AND state = "
        "'wanted'")
      .bind(1, due.contact)
      .bind(2, due.block)
      .bind(3, done ? "done" : "failed")
      .bind(4, code == 0 ? std::nullopt : std::optional(code))
      .bind(5, why.empty() ? std::nullopt : std::optional(why))
      .run();
}

void postpone_block_wish(Writer& db, const DueBlock& due, TimePoint not_before) {
  db.query("UPDATE block_wish SET not_before = ?3, tries = tries + 1 WHERE contact = ?1 AND block = ?2")
      .bind(1, due.contact)
      .bind(2, due.block)
      .bind(3, not_before)
      .run();
}

std::vector<ContactId> list_expired_blocks(const Access& db, TimePoint now, int limit) {
  auto query = db.query("SELECT id FROM contact WHERE blocked = 1 AND blocked_until <= ? LIMIT ?");
  query.bind(1, now).bind(2, limit);
  std::vector<ContactId> contacts;
  while (query.step()) contacts.push_back({query.integer(0)});
  return contacts;
}

std::int64_t count_failed_blocks(const Access& db) {
  auto query = db.query("SELECT count(*) FROM block_wish WHERE state = 'failed'");
  query.step();
  return query.integer(0);
}

std::vector<std::pair<MessageId, MessageRef>> list_waiting_for(const Access& db, ContactId contact) {
  auto query = db.query(
      "SELECT id, ticket, seq FROM message WHERE contact = ?1 AND status IN ('queued', 'sending') AND status "
      "= 'queued' AND ticket IS NOT NULL"
      " UNION ALL SELECT id, ticket, seq FROM message WHERE contact = ?1 AND status = 'parked' ORDER BY id");
  query.bind(1, contact);
  std::vector<std::pair<MessageId, MessageRef>> waiting;
  while (query.step()) {
    waiting.emplace_back(MessageId{query.integer(0)}, MessageRef{{query.integer(1)}, query.integer(2)});
  }
  return waiting;
}

}  // namespace urp::store
