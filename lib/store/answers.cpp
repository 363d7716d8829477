#include "store/answers.hpp"

#include "store/ticket_fields.hpp"

namespace urp::store {
namespace {

struct Answer {
  TicketId own, thread;  // the ticket it was given in, and the one that shows it now
  ticket_move::AnswerUndone undone;
};

std::optional<Answer> find_answer(const Access& db, MessageId message) {
  static constexpr char sql[] = R"(
    SELECT
      m.ticket,
      ifnull(m.shown_in, m.ticket),
      m.at,
      (
        SELECT min(a.at) FROM message a
        WHERE a.ticket = m.ticket
          AND a.direction = 'out'
          AND a.automatic = 0
          AND a.type <> 'reaction'
          AND a.status NOT IN ('failed', 'cancelled')
      ),
      o.waiting_since,
      EXISTS (
        SELECT 1 FROM message n
        WHERE n.ticket = m.ticket
          AND n.id > m.id
          AND n.direction = 'out'
          AND n.automatic = 0
          AND n.type <> 'reaction'
          AND n.status NOT IN ('failed', 'cancelled')
      ),
      o.state_before
    FROM message m
    JOIN outbox o ON o.message = m.id
    WHERE m.id = ? AND m.automatic = 0 AND m.type <> 'reaction' AND m.ticket IS NOT NULL)";
  return db.first<Answer>(
      sql,
      [](db::Row& row) {
        Answer answer;
        auto& undone = answer.undone;
        row >> answer.own >> answer.thread >> undone.answered_at >> undone.first_left >> undone.waiting_since;
        row >> undone.superseded;
        undone.before = ticket_state(row.next<std::string_view>()).value_or(TicketState::waiting);
        return answer;
      },
      message);
}

/// After the citizen's words that released it, whichever clock is ahead.
TimePoint time_of_release(const Access& db, MessageId message, TimePoint now) {
  return db.value<TimePoint>(R"(
    SELECT max(?2, m.at, ifnull(w.last_inbound_at + 1, 0))
    FROM message m
    LEFT JOIN service_window w ON w.contact = m.contact AND w.number = m.number
    WHERE m.id = ?1)",
                             message, now);
}

std::vector<Change> move_thread(Writer& db, const Answer& answer, const TicketMove& move) {
  auto changes = move_ticket(db, answer.thread, move).changes;
  if (!changes.empty() && answer.thread != answer.own) {
    changes.insert(changes.begin(), {"shown_in", std::nullopt, to_string(answer.thread)});
  }
  return changes;
}

}  // namespace

std::vector<Change> give_turn_back(Writer& db, MessageId message) {
  const auto answer = find_answer(db, message);
  if (!answer) return {};
  return move_thread(db, *answer, ticket_move::AnswerFailed{answer->undone});
}

std::vector<Change> take_turn_again(Writer& db, MessageId message) {
  const auto answer = find_answer(db, message);
  if (!answer) return {};
  return move_thread(db, *answer, ticket_move::AnswerArrived{answer->undone});
}

std::vector<Change> release_answer(Writer& db, MessageId message) {
  const auto parked = find_answer(db, message);
  const TimePoint at = time_of_release(db, message, db.now());
  db.run("UPDATE message SET at = ? WHERE id = ?", at, message);
  if (!parked) return {};  // nobody's answer: where it stands is all
  // Should it fail, the office's turn is what it was when it left.
  const auto ticket = get_change_view(db, parked->thread);
  db.run("UPDATE outbox SET waiting_since = ?, state_before = ? WHERE message = ?", ticket.waiting_since,
         to_name(ticket.state), message);
  ticket_move::AnswerReleased released;
  released.answered_at = parked->undone.answered_at;
  released.first_left = find_answer(db, message)->undone.first_left;
  released.at = at;
  return move_thread(db, *parked, released);
}

std::vector<Change> undo_answer(Writer& db, MessageId message) {
  const auto answer = find_answer(db, message);
  if (!answer) return {};
  return move_thread(db, *answer, answer->undone);
}

}  // namespace urp::store
