#include "store/drafts.hpp"

namespace urp::store {

std::optional<std::string> find_draft(const Access& db, const std::string& clerk, TicketId ticket) {
  return db.first<std::string>("SELECT text FROM draft WHERE clerk = ? AND ticket = ?", clerk, ticket);
}

std::set<TicketId> list_drafts(const Access& db, const std::string& clerk) {
  const auto tickets = db.all<TicketId>("SELECT ticket FROM draft WHERE clerk = ?", clerk);
  return {tickets.begin(), tickets.end()};
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
