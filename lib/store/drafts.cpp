#include "store/drafts.hpp"

namespace urp::store {

std::optional<std::string> find_draft(const Access& db, const std::string& clerk, TicketId ticket) {
  return db.first<std::string>("SELECT text FROM draft WHERE clerk = ? AND ticket = ?", clerk, ticket);
}

std::set<TicketId> list_drafts(const Access& db, const std::string& clerk) {
  const auto tickets = db.all<TicketId>("SELECT ticket FROM draft WHERE clerk = ?", clerk);
  return {tickets.begin(), tickets.end()};
}

std::vector<DraftText> list_draft_texts(const Access& db, const std::string& clerk) {
  const auto read = [](db::Row& row) {
    DraftText draft;
    row >> draft.ticket >> draft.text >> draft.at;
    return draft;
  };
  return db.all<DraftText>("SELECT ticket, text, at FROM draft WHERE clerk = ? ORDER BY at DESC, ticket",
                           read, clerk);
}

void hand_draft_over(Writer& db, TicketId ticket, const std::string& from, const std::string& to) {
  db.run("UPDATE OR IGNORE draft SET clerk = ? WHERE clerk = ? AND ticket = ?", to, from, ticket);
}

void put_draft(Writer& db, TicketId ticket, const std::string& text) {
  db.run(R"(
    INSERT INTO draft (clerk, ticket, text, at)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET text = ?3, at = ?4)",
         db.actor().clerk, ticket, text, db.now());
}

void remove_draft(Writer& db, TicketId ticket) {
  db.run("DELETE FROM draft WHERE clerk = ? AND ticket = ?", db.actor().clerk, ticket);
}

}  // namespace urp::store
