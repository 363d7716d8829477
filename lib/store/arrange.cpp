#include "store/arrange.hpp"

#include "domain/part.hpp"
#include "domain/threading.hpp"
#include "store/ticket_changes.hpp"

namespace urp::store {
namespace {

/// To whom a thread belongs is said once: its own messages that nobody else shows, and those it took over.
#define IN_THREAD "(m.ticket = ?1 AND m.shown_in IS NULL OR m.shown_in = ?1)"

Direction direction_named(std::string_view name) {
  return name == "in" ? Direction::in : name == "out" ? Direction::out : Direction::note;
}

}  // namespace

std::optional<TicketId> find_thread(const Access& db, MessageId message) {
  auto query = db.query("SELECT ifnull(shown_in, ticket) FROM message WHERE id = ?");
  query.bind(1, message);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  return TicketId{query.integer(0)};
}

TicketId follow_merges(const Access& db, TicketId ticket) {
  for (;;) {  // a merged ticket is never merged into, so the chain only grows away from its start
    auto query = db.query("SELECT merged_into FROM ticket WHERE id = ? AND merged_into IS NOT NULL");
    query.bind(1, ticket);
    if (!query.step()) return ticket;
    ticket = {query.integer(0)};
  }
}

std::vector<ThreadUnit> list_thread(const Access& db, TicketId ticket) {
  auto query = db.query("SELECT m.id, m.ticket, m.seq, m.direction, m.at FROM message m WHERE " IN_THREAD
                        " ORDER BY m.at, m.id");
  query.bind(1, ticket);
  std::vector<ThreadUnit> units;
  while (query.step()) {
    units.push_back({{query.integer(0)},
                     {{query.integer(1)}, query.integer(2)},
                     direction_named(query.text(3)),
                     query.time(4)});
  }
  return units;
}

TicketId add_split_ticket(Writer& db, TicketId from, TimePoint presented_at, TimePoint first_answer_due_at,
                          TimePoint term_due_at) {
  auto former =
      db.query("SELECT contact, number, kind, clerk, clerk_since, identified FROM ticket WHERE id = ?");
  former.bind(1, from);
  if (!former.step()) throw_unknown(from);
  const auto clerk = former.maybe_string(3);
  db.query(
        "INSERT INTO ticket (contact, number, kind, state, service, clerk, clerk_since, clerk_moved_at, "
        "identified,"
        " presented_at, waiting_since, first_answer_due_at, term_due_at, linked_to, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12, ?13, ?14)")
      .bind(1, former.integer(0))
      .bind(2, former.integer(1))
      .bind(3, former.text(2))
      .bind(4, to_name(state_at_birth(clerk.has_value())))
      .bind_null(5)  // another matter: the rules look at it anew
      .bind(6, clerk)
      .bind(7, former.maybe_time(4))
      .bind(8, clerk ? std::optional(db.now()) : std::nullopt)
      .bind(9, former.text(5))
      .bind(10, presented_at)
      .bind(11, first_answer_due_at)
      .bind(12, term_due_at)
      .bind(13, from)
      .bind(14, db.next_event())
      .run();
  return {db.last_insert_id()};
}

void show_in(Writer& db, MessageId message, TicketId ticket) {
  db.query("UPDATE message SET shown_in = nullif(?2, ticket), revision = ?3 WHERE id = ?1")
      .bind(1, message)
      .bind(2, ticket)
      .bind(3, db.next_event())
      .run();
}

void show_all_in(Writer& db, TicketId from, TicketId ticket) {
  for (const auto& unit : list_thread(db, from)) show_in(db, unit.id, ticket);
}

void renew_from_thread(Writer& db, TicketId ticket) {
  // The oldest question since the office last answered; an answer counts unless it failed or was taken back.
  ticket_move::Rearranged thread;
  {
    auto query = db.query(R"(
      WITH
        unit AS (SELECT m.at, m.direction, m.automatic, m.status FROM message m WHERE )" IN_THREAD R"(),
        answer AS (
          SELECT max(at) AS last, min(at) AS first FROM unit
          WHERE direction = 'out' AND automatic = 0 AND status NOT IN ('failed', 'cancelled'))
      SELECT
        (SELECT first FROM answer),
        (SELECT max(at) FROM unit WHERE direction <> 'note'),
        (SELECT max(at) FROM unit WHERE direction = 'in'),
        (SELECT min(at) FROM unit WHERE direction = 'in' AND at > ifnull((SELECT last FROM answer), 0)),
        (SELECT count(*) FROM unit WHERE direction = 'in'))");
    query.bind(1, ticket);
    query.step();
    thread.first_answer = query.maybe_time(0);
    thread.last_message = query.maybe_time(1);
    thread.last_inbound = query.maybe_time(2);
    thread.question_since = query.maybe_time(3);
    thread.inbound = query.integer(4);
  }
  move_ticket(db, ticket, thread);
  renew_preview(db, ticket);
}

void renew_preview(Writer& db, TicketId ticket) {
  constexpr int most = 20;                                   // of an album
  std::vector<std::pair<InboundMessage, TimePoint>> latest;  // the newest first
  {
    auto query = db.query(
        "SELECT m.type, m.text, m.at, d.mime_type, d.voice, m.hidden FROM message m LEFT JOIN media d ON "
        "d.message = m.id WHERE " IN_THREAD " AND m.direction = 'in' ORDER BY m.at DESC, m.id DESC LIMIT ?2");
    query.bind(1, ticket).bind(2, most);
    while (query.step() &&
           query.integer(5) == 0) {  // hidden words take what they would be gathered with along
      InboundMessage message;
      message.type = query.string(0);
      message.text = query.maybe_string(1);
      if (!query.is_null(4)) {
        message.media.emplace().mime_type = query.string(3);
        message.media->voice = query.integer(4) != 0;
      }
      latest.emplace_back(std::move(message), query.time(2));
    }
  }
  std::optional<std::string> preview;
  for (std::size_t i = latest.size(); i-- > 0;) {
    const bool joins = i + 1 < latest.size() && same_burst(latest[i + 1].second, latest[i].second);
    preview = make_preview(latest[i].first, preview.value_or(""), joins);
  }
  db.query("UPDATE ticket SET preview = ?2, revision = ?3 WHERE id = ?1")
      .bind(1, ticket)
      .bind(2, preview)
      .bind(3, db.next_event())
      .run();
}

std::vector<MovedMessages> list_moved(const Access& db, TicketId ticket) {
  auto query =
      db.query("SELECT seq, shown_in FROM message WHERE ticket = ? AND shown_in IS NOT NULL ORDER BY seq");
  query.bind(1, ticket);
  std::vector<MovedMessages> moved;
  while (query.step()) {
    const std::int64_t number = query.integer(0);
    const TicketId to{query.integer(1)};
    if (!moved.empty() && moved.back().to == to && moved.back().last + 1 == number) {
      moved.back().last = number;
    } else {
      moved.push_back({number, number, to});
    }
  }
  return moved;
}

bool add_link(Writer& db, TicketId a, TicketId b) {
  auto insert =
      db.query("INSERT INTO ticket_link (ticket, other) VALUES (?1, ?2), (?2, ?1) ON CONFLICT DO NOTHING");
  insert.bind(1, a).bind(2, b).run();
  return insert.changes() > 0;
}

bool remove_link(Writer& db, TicketId a, TicketId b) {
  auto remove = db.query("DELETE FROM ticket_link WHERE (ticket, other) IN (VALUES (?1, ?2), (?2, ?1))");
  remove.bind(1, a).bind(2, b).run();
  return remove.changes() > 0;
}

std::vector<TicketId> list_links(const Access& db, TicketId ticket) {
  return db.all<TicketId>("SELECT other FROM ticket_link WHERE ticket = ? ORDER BY other", ticket);
}

}  // namespace urp::store
