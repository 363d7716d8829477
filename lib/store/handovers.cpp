#include "store/handovers.hpp"

namespace urp::store {

void note_handover(Writer& db, TicketId ticket, const std::string& to, const std::optional<std::string>& from,
                   const std::optional<std::string>& reason) {
  db.run("DELETE FROM handover WHERE ticket = ?", ticket);
  if (to == db.actor().clerk) return;
  db.run(R"(
    INSERT INTO handover (clerk, ticket, former, by_clerk, reason, at)
    VALUES (?, ?, ?, ?, ?, ?))",
         to, ticket, from, db.actor().clerk, reason, db.now());
}

void forget_handover(Writer& db, TicketId ticket, const std::string& clerk) {
  db.run("DELETE FROM handover WHERE clerk = ? AND ticket = ?", clerk, ticket);
}

bool has_handover(const Access& db, TicketId ticket, const std::string& clerk) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM handover WHERE clerk = ? AND ticket = ?)", clerk,
                        ticket);
}

std::vector<HandedOver> list_handovers(const Access& db, const std::string& clerk, int limit) {
  const auto read = [](db::Row& row) {
    HandedOver handed;
    row >> handed.ticket >> handed.from >> handed.by >> handed.reason >> handed.at;
    return handed;
  };
  return db.all<HandedOver>(R"(
    SELECT h.ticket, h.former, h.by_clerk, h.reason, h.at
    FROM handover h
    JOIN ticket t ON t.id = h.ticket
    WHERE h.clerk = ? AND t.clerk = h.clerk AND t.state <> 'closed'
    ORDER BY h.at DESC, h.ticket
    LIMIT ?)",
                            read, clerk, limit);
}

}  // namespace urp::store
