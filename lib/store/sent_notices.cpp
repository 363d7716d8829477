#include "store/sent_notices.hpp"

namespace urp::store {

std::vector<SentNotice> list_sent(const Access& living, const Access& backup) {
  struct Unfinished {
    std::int64_t id = 0;
    std::string name;
  };
  const auto unfinished = backup.all<Unfinished>(
      "SELECT id, name FROM notice WHERE state NOT IN ('done', 'cancelled')", [](db::Row& row) {
        Unfinished notice;
        row >> notice.id >> notice.name;
        return notice;
      });
  std::vector<SentNotice> sent;
  for (const auto& notice : unfinished) {
    living.each(
        R"(
    SELECT r.contact, r.status, r.address, r.at
    FROM notice n
    JOIN notice_recipient r ON r.notice = n.id
    WHERE n.id = ? AND n.name = ? AND r.status IN ('sending', 'sent', 'delivered', 'read', 'uncertain'))",
        [&](db::Row& row) {
          auto& one = sent.emplace_back();
          one.notice = notice.id;
          row >> one.contact;
          one.status = recipient_status(row.next<std::string_view>()).value_or(RecipientStatus::uncertain);
          if (one.status == RecipientStatus::sending) one.status = RecipientStatus::uncertain;
          row >> one.address >> one.at;
        },
        notice.id, notice.name);
  }
  return sent;
}

int mark_sent(Writer& db, const std::vector<SentNotice>& sent) {
  int marked = 0;
  for (const auto& one : sent) {
    const int changed = db.run(R"(
    INSERT INTO notice_recipient (notice, contact, status, at)
    SELECT ?1, id, ?3, ?4 FROM contact WHERE id = ?2
    ON CONFLICT (notice, contact) DO UPDATE SET
      status = excluded.status,
      at = excluded.at
    WHERE notice_recipient.status IN ('pending', 'sending'))",
                               one.notice, one.contact, to_name(one.status), one.at);
    if (changed == 0) continue;
    ++marked;
    // The number has it, whoever it belongs to here.
    db.run("UPDATE OR IGNORE notice_recipient SET address = ? WHERE notice = ? AND contact = ?", one.address,
           one.notice, one.contact);
  }
  return marked;
}

}  // namespace urp::store
