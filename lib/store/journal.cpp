#include "store/journal.hpp"

#include "domain/hash.hpp"

namespace urp::store {
namespace {

std::int64_t short_digest(std::string_view bytes) {
  const std::string digest = sha256(bytes);
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i)
    value = (value << 8) | static_cast<unsigned char>(digest[static_cast<std::size_t>(i)]);
  return static_cast<std::int64_t>(value);
}

std::string_view kind_of(const PartContent& content) {
  struct Kind {
    std::string_view operator()(const InboundMessage&) const { return "message"; }
    std::string_view operator()(const InboundAmendment&) const { return "amendment"; }
    std::string_view operator()(const StatusUpdate&) const { return "status"; }
    std::string_view operator()(const IdentityChange&) const { return "identity"; }
    std::string_view operator()(const ChannelNotice&) const { return "channel"; }
    std::string_view operator()(const PreferenceChange&) const { return "channel"; }
    std::string_view operator()(const Echo&) const { return "message"; }
    std::string_view operator()(const Unhandled&) const { return "unknown"; }
  };
  return std::visit(Kind{}, content);
}

PartOutcome outcome_named(std::string_view name) {
  for (const auto outcome : {PartOutcome::projected, PartOutcome::duplicate, PartOutcome::kept}) {
    if (to_name(outcome) == name) return outcome;
  }
  return PartOutcome::unhandled;
}

}  // namespace

std::string_view to_name(PartOutcome outcome) {
  switch (outcome) {
    case PartOutcome::projected:
      return "projected";
    case PartOutcome::duplicate:
      return "duplicate";
    case PartOutcome::kept:
      return "kept";
    case PartOutcome::unhandled:
      return "unhandled";
  }
  return {};
}

std::optional<JournalId> add_body(Writer& db, const VerifiedBody& body, TimePoint received_at) {
  const std::int64_t digest = short_digest(body.bytes());
  {
    auto known = db.query("SELECT 1 FROM journal WHERE digest = ? AND body = ?");
    known.bind(1, digest).bind_blob(2, body.bytes());
    if (known.step()) return std::nullopt;
  }
  db.query("INSERT INTO journal (received_at, digest, body) VALUES (?, ?, ?)")
      .bind(1, received_at)
      .bind(2, digest)
      .bind_blob(3, body.bytes())
      .run();
  return JournalId{db.last_insert_id()};
}

void set_part(Writer& db, JournalId journal, int index, const Part& part, PartOutcome outcome,
              const std::string& reason) {
  db.query(
        "INSERT INTO journal_part (journal, part, offset, length, kind, outcome, reason) VALUES (?, ?, ?, ?, "
        "?, ?, ?)"
        " ON CONFLICT DO UPDATE SET kind = excluded.kind, outcome = excluded.outcome, reason = "
        "excluded.reason")
      .bind(1, journal)
      .bind(2, index)
      .bind(3, static_cast<std::int64_t>(part.offset))
      .bind(4, static_cast<std::int64_t>(part.length))
      .bind(5, kind_of(part.content))
      .bind(6, to_name(outcome))
      .bind(7, reason.empty() ? std::optional<std::string_view>{} : std::optional<std::string_view>(reason))
      .run();
}

void remove_parts(Writer& db, JournalId journal) {
  db.query("DELETE FROM journal_part WHERE journal = ?").bind(1, journal).run();
}

std::vector<JournalEntry> JournalReader::list_entries(const Access& db, JournalId after, bool unhandled_only,
                                                      int limit) {
  auto query =
      unhandled_only
          ? db.query(
                "SELECT id, received_at, body FROM journal WHERE id IN (SELECT DISTINCT journal FROM"
                " journal_part WHERE outcome = 'unhandled' AND journal > ?1 ORDER BY journal LIMIT ?2)"
                " ORDER BY id")
          : db.query("SELECT id, received_at, body FROM journal WHERE id > ?1 ORDER BY id LIMIT ?2");
  query.bind(1, after).bind(2, limit);
  std::vector<JournalEntry> entries;
  while (query.step()) {
    entries.push_back({JournalId{query.integer(0)}, query.time(1), VerifiedBody(query.string(2)), {}});
    auto parts = db.query("SELECT offset, outcome FROM journal_part WHERE journal = ? ORDER BY part");
    parts.bind(1, entries.back().id);
    while (parts.step()) {
      entries.back().parts.push_back(
          {static_cast<std::size_t>(parts.integer(0)), outcome_named(parts.text(1))});
    }
  }
  return entries;
}

}  // namespace urp::store
