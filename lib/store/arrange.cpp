#include "store/arrange.hpp"

#include <algorithm>

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

ThreadUnit read_unit(db::Row& row) {
  ThreadUnit unit;
  row >> unit.id >> unit.ref.ticket >> unit.ref.number;
  unit.direction = direction_named(row.next<std::string_view>());
  row >> unit.at;
  return unit;
}

/// What a part of a case has from the whole.
struct Former {
  ContactId contact;
  std::int64_t number = 0;
  std::string kind, identified;
  std::optional<std::string> clerk;
  std::optional<TimePoint> clerk_since;
};

Former read_former(db::Row& row) {
  Former former;
  row >> former.contact >> former.number >> former.kind;
  row >> former.clerk >> former.clerk_since >> former.identified;
  return former;
}

ticket_move::Rearranged read_rearranged(db::Row& row) {
  ticket_move::Rearranged thread;
  row >> thread.first_answer >> thread.last_message >> thread.last_inbound >> thread.question_since;
  row >> thread.inbound;
  return thread;
}

/// What a preview is made of.
struct Said {
  InboundMessage message;
  TimePoint at{};
  bool hidden = false;
};

Said read_said(db::Row& row) {
  Said said;
  row >> said.message.type >> said.message.text >> said.at;
  const auto mime_type = row.next<std::optional<std::string>>();
  const auto voice = row.next<std::optional<bool>>();
  if (voice) {
    said.message.media.emplace().mime_type = mime_type.value_or("");
    said.message.media->voice = *voice;
  }
  row >> said.hidden;
  return said;
}

}  // namespace

std::optional<TicketId> find_thread(const Access& db, MessageId message) {
  using Shown = std::optional<TicketId>;
  return db.first<Shown>("SELECT ifnull(shown_in, ticket) FROM message WHERE id = ?", message)
      .value_or(Shown());
}

TicketId follow_merges(const Access& db, TicketId ticket) {
  for (;;) {  // a merged ticket is never merged into, so the chain only grows away from its start
    const auto into =
        db.first<TicketId>("SELECT merged_into FROM ticket WHERE id = ? AND merged_into IS NOT NULL", ticket);
    if (!into) return ticket;
    ticket = *into;
  }
}

std::vector<ThreadUnit> list_thread(const Access& db, TicketId ticket) {
  return db.all<ThreadUnit>(R"(
    SELECT
      m.id,
      m.ticket,
      m.seq,
      m.direction,
      m.at
    FROM message m
    WHERE )" IN_THREAD R"(
    ORDER BY m.at, m.id)",
                            read_unit, ticket);
}

TicketId add_split_ticket(Writer& db, TicketId from, TimePoint presented_at, TimePoint first_answer_due_at,
                          TimePoint term_due_at) {
  const auto former = db.first<Former>(
      "SELECT contact, number, kind, clerk, clerk_since, identified FROM ticket WHERE id = ?", read_former,
      from);
  if (!former) throw_unknown(from);
  const bool taken = former->clerk.has_value();
  // Without a service: another matter, the rules look at it anew.
  db.run(R"(
    INSERT INTO ticket (
      contact,
      number,
      kind,
      state,
      clerk,
      clerk_since,
      clerk_moved_at,
      identified,
      presented_at,
      waiting_since,
      first_answer_due_at,
      term_due_at,
      linked_to,
      revision
    )
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13))",
         former->contact, former->number, former->kind, to_name(state_at_birth(taken)), former->clerk,
         former->clerk_since, taken ? std::optional(db.now()) : std::nullopt, former->identified,
         presented_at, first_answer_due_at, term_due_at, from, db.next_event());
  return {db.last_insert_id()};
}

void show_in(Writer& db, MessageId message, TicketId ticket) {
  db.run("UPDATE message SET shown_in = nullif(?, ticket), revision = ? WHERE id = ?", ticket,
         db.next_event(), message);
}

void show_all_in(Writer& db, TicketId from, TicketId ticket) {
  for (const auto& unit : list_thread(db, from)) show_in(db, unit.id, ticket);
}

void renew_from_thread(Writer& db, TicketId ticket) {
  // The oldest question since the office last answered; an answer counts unless it failed or was taken back.
  const auto thread = db.first<ticket_move::Rearranged>(R"(
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
      (SELECT count(*) FROM unit WHERE direction = 'in'))",
                                                        read_rearranged, ticket);
  move_ticket(db, ticket, *thread);
  renew_preview(db, ticket);
}

void renew_preview(Writer& db, TicketId ticket) {
  constexpr int most = 20;  // of an album
  auto latest = db.all<Said>(R"(
    SELECT
      m.type,
      m.text,
      m.at,
      d.mime_type,
      d.voice,
      m.hidden
    FROM message m
    LEFT JOIN media d ON d.message = m.id
    WHERE )" IN_THREAD R"( AND m.direction = 'in'
    ORDER BY m.at DESC, m.id DESC
    LIMIT ?2)",
                             read_said, ticket, most);
  // Hidden words take along what they would be gathered with.
  latest.erase(std::find_if(latest.begin(), latest.end(), [](const Said& said) { return said.hidden; }),
               latest.end());
  std::optional<std::string> preview;
  for (std::size_t i = latest.size(); i-- > 0;) {
    const bool joins = i + 1 < latest.size() && same_burst(latest[i + 1].at, latest[i].at);
    preview = make_preview(latest[i].message, preview.value_or(""), joins);
  }
  db.run("UPDATE ticket SET preview = ?, revision = ? WHERE id = ?", preview, db.next_event(), ticket);
}

std::vector<MovedMessages> list_moved(const Access& db, TicketId ticket) {
  std::vector<MovedMessages> moved;
  db.each(
      "SELECT seq, shown_in FROM message WHERE ticket = ? AND shown_in IS NOT NULL ORDER BY seq",
      [&](db::Row& row) {
        const auto number = row.next<std::int64_t>();
        const auto to = row.next<TicketId>();
        if (!moved.empty() && moved.back().to == to && moved.back().last + 1 == number) {
          moved.back().last = number;
        } else {
          moved.push_back({number, number, to});
        }
      },
      ticket);
  return moved;
}

bool add_link(Writer& db, TicketId a, TicketId b) {
  return db.run("INSERT INTO ticket_link (ticket, other) VALUES (?1, ?2), (?2, ?1) ON CONFLICT DO NOTHING", a,
                b) > 0;
}

bool remove_link(Writer& db, TicketId a, TicketId b) {
  return db.run("DELETE FROM ticket_link WHERE (ticket, other) IN (VALUES (?1, ?2), (?2, ?1))", a, b) > 0;
}

}  // namespace urp::store
