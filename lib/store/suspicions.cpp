#include "store/suspicions.hpp"

#include "store/tickets.hpp"

namespace urp::store {

void add_suspicion(Writer& db, MessageId message, TicketId ticket, const std::string& rule,
                   const std::string& word) {
  db.run("INSERT INTO suspicion (message, ticket, rule, word, at) VALUES (?, ?, ?, ?, ?)", message, ticket,
         rule, db::or_null(word), db.now());
}

bool remove_suspicion(Writer& db, MessageId message) {
  return db.run("DELETE FROM suspicion WHERE message = ?", message) > 0;
}

std::vector<Suspect> list_suspects(const Access& db, TicketId ticket) {
  return db.all<Suspect>(R"(
    SELECT m.ticket, m.seq, s.rule, s.word
    FROM suspicion s
    JOIN message m ON m.id = s.message
    WHERE s.ticket = ?
    ORDER BY s.message)",
                         [](db::Row& row) {
                           Suspect suspect;
                           row >> suspect.ref.ticket >> suspect.ref.number >> suspect.rule >> suspect.word;
                           return suspect;
                         },
                         ticket);
}

std::vector<Flag> list_all_suspects(const Access& db, int limit) {
  auto all = db.all<Flag>(R"(
    SELECT m.ticket, m.seq, m.contact, suspicion.at, suspicion.rule, suspicion.word
    FROM suspicion
    CROSS JOIN message m ON m.id = suspicion.message
    ORDER BY suspicion.at DESC, suspicion.message DESC
    LIMIT ?)",
                          [](db::Row& row) {
                            Flag flag;
                            row >> flag.ref.ticket >> flag.ref.number >> flag.contact >> flag.at;
                            auto& suspect = flag.suspected.emplace();
                            suspect.ref = flag.ref;
                            row >> suspect.rule >> suspect.word;
                            return flag;
                          },
                          limit == 0 ? -1 : limit);
  for (auto& flag : all) flag.contact_name = contact_label(db, flag.contact);
  return all;
}

int count_inbound(const Access& db, ContactId contact, TimePoint since) {
  return db.value<int>(R"(
    SELECT
      (
        SELECT count(*)
        FROM ticket t
        CROSS JOIN message m ON m.ticket = t.id
        WHERE t.contact = ?1 AND t.last_message_at > ?2 AND m.at > ?2 AND m.direction = 'in'
      ) + (
        SELECT count(*) FROM message
        WHERE contact = ?1 AND ticket IS NULL AND at > ?2 AND direction = 'in'
      ))",
                       contact, since);
}

std::vector<Strikes> list_strikes(const Access& db, ContactId contact) {
  return db.all<Strikes>(R"(
    SELECT ground, count(*)
    FROM message
    WHERE contact = ? AND ground IS NOT NULL AND direction = 'in'
    GROUP BY ground
    ORDER BY count(*) DESC, ground)",
                         [](db::Row& row) {
                           Strikes strikes;
                           strikes.ground = ground(row.next<std::string_view>()).value_or(Ground::spam);
                           row >> strikes.count;
                           return strikes;
                         },
                         contact);
}

void add_warning(Writer& db, MessageId sent, TicketId ticket, MessageId about, Ground ground) {
  db.run("INSERT INTO warning (sent, ticket, ground, about, clerk, at) VALUES (?, ?, ?, ?, ?, ?)", sent,
         ticket, to_name(ground), about, db.actor().clerk, db.now());
}

std::optional<MessageRef> find_warning(const Access& db, TicketId ticket, Ground ground) {
  return db.first<MessageRef>(R"(
    SELECT m.ticket, m.seq
    FROM warning w
    JOIN message m ON m.id = w.sent
    WHERE w.ticket = ? AND w.ground = ? AND m.status NOT IN ('cancelled', 'failed')
    ORDER BY w.sent DESC)",
                              [](db::Row& row) {
                                MessageRef ref;
                                row >> ref.ticket >> ref.number;
                                return ref;
                              },
                              ticket, to_name(ground));
}

}  // namespace urp::store
