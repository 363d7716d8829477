#include "store/drafts.hpp"

namespace urp::store {

std::optional<std::string> find_draft(const Access& db, const std::string& clerk, TicketId ticket) {
  auto query = db.query("SELECT text FROM draft WHERE clerk = ? AND ticket = ?");
  query.bind(1, clerk).bind(2, ticket);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

void put_draft(Writer& db, TicketId ticket, const std::string& text) {
  db.query(
        "INSERT INTO draft (clerk, ticket, text, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text "
        "= ?3, at = ?4")
      .bind(1, db.actor().clerk)
      .bind(2, ticket)
      .bind(3, text)
      .bind(4, db.now())
      .run();
}

void remove_draft(Writer& db, TicketId ticket) {
  db.query("DELETE FROM draft WHERE clerk = ? AND ticket = ?")
      .bind(1, db.actor().clerk)
      .bind(2, ticket)
      .run();
}

}  // namespace urp::store
