#include "store/moderated.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "store/keyed.hpp"
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

constexpr db::Piece moderated_columns = R"(
    SELECT
      n.phone_number_id,
      ifnull(m.wamid, ''),
      m.id,
      ifnull(m.ticket, 0),
      ifnull(m.seq, 0),
      m.at,
      m.direction,
      m.hidden,
      m.ground,
      f.note,
      f.clerk,
      f.at
    FROM message m
    JOIN number n ON n.id = m.number
    LEFT JOIN flag f ON f.message = m.id
    )";

Moderated read_moderated(db::Row& row) {
  Moderated one;
  auto& message = one.message;
  row >> one.phone_number_id >> one.wamid >> message.id >> message.ticket >> one.number >> one.at;
  message.direction = direction_named(row.next<std::string_view>());
  row >> message.hidden >> message.ground >> one.note >> one.clerk >> one.flagged_at;
  return one;
}

using Lines = std::map<std::string, std::vector<const Withheld*>>;

std::vector<std::pair<MessageId, std::vector<const Withheld*>>> find_in(const Access& db, const Lines& lines,
                                                                        MessageId after) {
  std::vector<std::pair<MessageId, std::vector<const Withheld*>>> found;
  if (lines.empty()) return found;
  const auto secret = erasure_secret(db);
  db.each(R"(
    SELECT m.id, n.phone_number_id, ifnull(m.wamid, ''), m.at, m.direction
    FROM message m
    JOIN number n ON n.id = m.number
    WHERE m.id > ?
    ORDER BY m.id)",
          [&](db::Row& row) {
            const auto name = read_message_name(row);
            std::vector<const Withheld*> of_message;
            for (const auto& key : keys_of(secret, name)) {
              const auto line = lines.find(key);
              if (line == lines.end()) continue;
              of_message.insert(of_message.end(), line->second.begin(), line->second.end());
            }
            if (!of_message.empty()) found.emplace_back(name.id, std::move(of_message));
          },
          after);
  return found;
}

/// `one` becomes what this line of the register says of it.
void follow(const Access& db, const Withheld& line, Moderated& one) {
  if (line.what == "masked") {
    for (auto& words : words_at(db, one.message.id, line.how)) one.masked.push_back(std::move(words));
    return;
  }
  std::istringstream words(line.how);
  std::string ground, clerk;
  std::int64_t at = 0;
  if (!(words >> ground >> at)) return;
  one.message.hidden = true;
  one.message.ground = ground;
  one.flagged_at = TimePoint(Seconds(at));
  if (std::getline(words >> std::ws, clerk)) one.clerk = clerk;
}

}  // namespace

std::vector<Moderated> list_moderated(const Access& db) {
  static constexpr auto sql = moderated_columns + R"(
    WHERE m.ticket IS NOT NULL AND (m.hidden = 1 OR m.id IN (SELECT message FROM redaction))
    ORDER BY m.id)";
  auto all = db.all<Moderated>(sql, read_moderated);
  for (auto& one : all) one.masked = list_redacted_words(db, one.message.id);
  return all;
}

std::vector<Moderated> list_moderated(const Access& db, const std::vector<Withheld>& register_lines,
                                      MessageId after) {
  Lines lines;
  for (const auto& line : register_lines) {
    const bool of_message = line.what == "hidden" || line.what == "masked";
    if (of_message && line.how != in_sight) lines[line.key].push_back(&line);
  }
  std::vector<Moderated> all;
  for (const auto& [message, found] : find_in(db, lines, after)) {
    static constexpr auto sql = moderated_columns + "WHERE m.id = ?";
    auto one = db.first<Moderated>(sql, read_moderated, message);
    if (!one) continue;
    for (const auto* line : found) follow(db, *line, *one);
    all.push_back(std::move(*one));
  }
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
