#include "store/past_cases.hpp"

#include "domain/say.hpp"

namespace urp::store {
namespace {

constexpr db::Piece select_past = "SELECT id, contact, service, presented_at FROM ticket ";

PastCase read_past(db::Row& row) {
  PastCase one;
  row >> one.id >> one.contact >> one.service >> one.presented_at;
  return one;
}

}  // namespace

void walk_past(const Access& db, TimePoint since, const std::function<void(const PastCase&)>& visit) {
  static constexpr auto sql =
      select_past + "WHERE presented_at >= ? AND merged_into IS NULL ORDER BY presented_at";
  db.each(
      sql, [&](db::Row& row) { visit(read_past(row)); }, since);
}

void walk_routed(const Access& db, TimePoint since, const std::function<void(const PastCase&)>& visit) {
  static constexpr auto sql = select_past + R"(
    WHERE presented_at >= ? AND merged_into IS NULL AND service IS NOT NULL
    ORDER BY contact, id)";
  db.each(
      sql, [&](db::Row& row) { visit(read_past(row)); }, since);
}

PastCase get_past(const Access& db, TicketId ticket) {
  static constexpr auto sql = select_past + "WHERE id = ?";
  if (auto found = db.first<PastCase>(sql, read_past, ticket)) return *std::move(found);
  throw Error(Fault::not_found, say(_("ticket {0}: not found"), ticket.value),
              _("urp inbox --all lists the tickets there are"));
}

}  // namespace urp::store
