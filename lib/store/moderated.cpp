#include "store/moderated.hpp"

#include <algorithm>

#include "store/redaction.hpp"

namespace urp::store {
namespace {

Direction direction_named(std::string_view name) {
  return name == "in" ? Direction::in : name == "out" ? Direction::out : Direction::note;
}

SameMessage read_same(db::Row& row) {
  SameMessage same;
  row >> same.view.id;
  const auto ticket = row.next<std::optional<std::int64_t>>(),
             number = row.next<std::optional<std::int64_t>>();
  if (ticket && number) {
    same.view.ticket = TicketId{*ticket};
    same.ref = MessageRef{TicketId{*ticket}, static_cast<int>(*number)};
  }
  row >> same.view.contact;
  same.view.direction = direction_named(row.next<std::string_view>());
  row >> same.view.status >> same.view.ground >> same.view.hidden;
  return same;
}

}  // namespace

std::vector<Moderated> list_moderated(const Access& db) {
  auto all = db.all<Moderated>(
      R"(
    SELECT n.phone_number_id, ifnull(m.wamid, ''), m.id, m.ticket, m.seq, m.at, m.direction, m.hidden, m.ground,
           f.note, f.clerk, f.at
    FROM message m
    JOIN number n ON n.id = m.number
    LEFT JOIN flag f ON f.message = m.id
    WHERE m.ticket IS NOT NULL AND (m.hidden = 1 OR m.id IN (SELECT message FROM redaction))
    ORDER BY m.id)",
      [](db::Row& row) {
        Moderated one;
        auto& message = one.message;
        row >> one.phone_number_id >> one.wamid >> message.id >> message.ticket >> one.number >> one.at;
        message.direction = direction_named(row.next<std::string_view>());
        row >> message.hidden >> message.ground >> one.note >> one.clerk >> one.flagged_at;
        return one;
      });
  for (auto& one : all) one.masked = list_redacted_words(db, one.message.id);
  return all;
}

std::optional<SameMessage> find_same(const Access& db, const Moderated& other) {
  if (!other.wamid.empty()) {
    auto named = db.first<SameMessage>(R"(
      SELECT m.id, m.ticket, m.seq, m.contact, m.direction, m.status, m.ground, m.hidden
      FROM message m
      JOIN number n ON n.id = m.number
      WHERE n.phone_number_id = ? AND m.wamid = ?)",
                                       read_same, other.phone_number_id, other.wamid);
    if (named) return named;
  }
  // A note has no such name, nor what had not left yet when the backup was made.
  const auto& message = other.message;
  const std::string_view direction = message.direction == Direction::in    ? "in"
                                     : message.direction == Direction::out ? "out"
                                                                           : "note";
  return db.first<SameMessage>(R"(
    SELECT id, ticket, seq, contact, direction, status, ground, hidden
    FROM message
    WHERE id = ? AND ticket = ? AND seq = ? AND at = ? AND direction = ? AND wamid IS NULL)",
                               read_same, message.id, message.ticket, other.number, other.at, direction);
}

bool hide_too(Writer& db, const SameMessage& message, const Moderated& other) {
  if (!other.message.hidden || message.view.hidden) return false;
  hide_message(db, message.view);
  put_flag(db, message.view.id, ground(other.message.ground.value_or("")).value_or(Ground::spam), other.note);
  db.run("UPDATE flag SET clerk = ifnull(?, clerk), at = ifnull(?, at) WHERE message = ?", other.clerk,
         other.flagged_at, message.view.id);
  return true;
}

bool redact_too(Writer& db, const SameMessage& message, const Moderated& other) {
  if (message.view.hidden) return false;
  const auto here = list_redacted_words(db, message.view.id);
  std::vector<std::string> more;
  for (const auto& words : other.masked) {
    if (std::find(here.begin(), here.end(), words) == here.end()) more.push_back(words);
  }
  if (more.empty()) return false;
  redact_message(db, message.view.id, more);
  return true;
}

}  // namespace urp::store
