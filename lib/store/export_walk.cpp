#include "store/export_walk.hpp"

#include <string>

#include "store/contact_lookup.hpp"
#include "store/events.hpp"
#include "store/message_row.hpp"

namespace urp::store {
namespace {

constexpr char with_place[] = R"( AND EXISTS (
      SELECT 1
      FROM message p
      JOIN location l ON l.message = p.id
      WHERE p.ticket = ticket.id AND p.direction = 'in' AND p.hidden = 0))";

TimePoint from(const WalkSpan& span) {
  return span.since.value_or(TimePoint{});
}
TimePoint to(const WalkSpan& span) {
  return span.until.value_or(TimePoint::max());
}

/// Everything of a contact but what stands in other tables.
ExportedContact read_contact_row(db::Row& row) {
  ExportedContact contact;
  row >> contact.contact.id >> contact.profile_name >> contact.note >> contact.created_at;
  row >> contact.merged_into >> contact.revision >> contact.tickets >> contact.unclosed;
  row >> contact.last_message_at;
  return contact;
}

/// SQLite leaves the join out when the condition says nothing of the ticket.
constexpr db::Piece from_attachments = R"(
    FROM media d
    JOIN message m ON m.id = d.message
    LEFT JOIN ticket t ON t.id = m.ticket
    WHERE m.hidden = 0 AND )";
constexpr auto select_attachments =
    "SELECT m.ticket, m.seq, m.contact, m.direction, m.type, m.at, " + media_columns + from_attachments;

}  // namespace

std::int64_t count_tickets_of(const Access& db, const Condition& condition) {
  // Without a WHERE SQLite counts pages instead of rows.
  const std::string where = condition.sql == "1" ? "" : " WHERE " + condition.sql;
  return db.value<std::int64_t>("SELECT count(*) FROM ticket" + where, condition.values);
}

void walk_tickets_of(const Access& db, const Condition& condition,
                     const std::function<void(TicketId)>& visit) {
  db.each(
      "SELECT ticket.id FROM ticket WHERE " + condition.sql + " ORDER BY ticket.id",
      [&visit](db::Row& row) { visit(row.next<TicketId>()); }, condition.values);
}

void ask_for_place(Condition& condition) {
  condition.sql += with_place;
}

std::optional<Location> find_place(const Access& db, TicketId ticket) {
  return db.first<Location>(R"(
    SELECT l.latitude, l.longitude, l.name, l.address
    FROM message m
    JOIN location l ON l.message = m.id
    WHERE m.ticket = ? AND m.direction = 'in' AND m.hidden = 0
    ORDER BY m.at DESC, m.id DESC
    LIMIT 1)",
                            read_location, ticket);
}

std::int64_t count_contact_rows(const Access& db, const WalkSpan& span) {
  return db.value<std::int64_t>("SELECT count(*) FROM contact WHERE created_at >= ? AND created_at < ?",
                                from(span), to(span));
}

void walk_contacts(const Access& db, const WalkSpan& span,
                   const std::function<void(const ExportedContact&)>& visit) {
  const auto visit_row = [&](db::Row& row) {
    ExportedContact contact = read_contact_row(row);
    const auto id = contact.contact.id;
    contact.contact = get_summary(db, id);
    contact.topics = db.all<std::string>(
        "SELECT topic FROM subscription WHERE contact = ? AND ended_at IS NULL ORDER BY topic", id);
    visit(contact);
  };
  db.each(R"(
    SELECT
      c.id,
      c.profile_name,
      c.note,
      c.created_at,
      c.merged_into,
      c.revision,
      (SELECT count(*) FROM ticket t WHERE t.contact = c.id),
      (SELECT count(*) FROM ticket t WHERE t.contact = c.id AND t.state <> 'closed'),
      (SELECT max(last_message_at) FROM ticket t WHERE t.contact = c.id)
    FROM contact c
    WHERE c.created_at >= ? AND c.created_at < ?
    ORDER BY c.id)",
          visit_row, from(span), to(span));
}

std::int64_t count_attachments(const Access& db, const Condition& condition) {
  return db.value<std::int64_t>("SELECT count(*)" + std::string(from_attachments.text) + condition.sql,
                                condition.values);
}

void walk_attachments(const Access& db, const Condition& condition,
                      const std::function<void(ExportedMedia&)>& visit) {
  const auto visit_row = [&](db::Row& row) {
    ExportedMedia attachment;
    row >> attachment.ticket;
    attachment.number = row.next<std::optional<std::int64_t>>().value_or(0);
    row >> attachment.contact >> attachment.direction >> attachment.type >> attachment.at;
    attachment.media = read_media(row, db);
    visit(attachment);
  };
  db.each(select_attachments.text + condition.sql + " ORDER BY d.message", visit_row, condition.values);
}

std::int64_t count_events(const Access& db, const WalkSpan& span) {
  return db.value<std::int64_t>("SELECT count(*) FROM event WHERE at >= ? AND at < ?", from(span), to(span));
}

void walk_events(const Access& db, const WalkSpan& span, const std::function<void(const Event&)>& visit) {
  static constexpr auto sql = "SELECT " + event_columns + R"(
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    WHERE e.at >= ? AND e.at < ?
    ORDER BY e.id)";
  db.each(
      sql, [&visit](db::Row& row) { visit(read_event(row)); }, from(span), to(span));
}

std::vector<ExportedService> list_service_rows(const Access& db) {
  const auto read = [](db::Row& row) {
    ExportedService service;
    row >> service.slug >> service.dispatches >> service.answered >> service.last_dispatch_at;
    row >> service.routed;
    return service;
  };
  return db.all<ExportedService>(R"(
    SELECT
      d.service,
      count(*),
      count(*) FILTER (WHERE d.state = 'answered'),
      max(d.at),
      (SELECT count(*) FROM ticket t WHERE t.state = 'routed' AND t.service = d.service)
    FROM dispatch d
    GROUP BY d.service
    ORDER BY d.service)",
                                 read);
}

}  // namespace urp::store
