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
  for (const auto outcome :
       {PartOutcome::projected, PartOutcome::duplicate, PartOutcome::kept, PartOutcome::erased}) {
    if (to_name(outcome) == name) return outcome;
  }
  return PartOutcome::unhandled;
}

JournalPart read_part(db::Row& row) {
  JournalPart part;
  row >> part.offset >> part.length >> part.kind;
  part.outcome = outcome_named(row.next<std::string_view>());
  return part;
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
    case PartOutcome::erased:
      return "erased";
  }
  return {};
}

std::optional<JournalId> add_body(Writer& db, const VerifiedBody& body, TimePoint received_at) {
  const std::int64_t digest = short_digest(body.bytes());
  const db::Blob bytes{body.bytes()};
  const bool known = db.value<bool>(
      "SELECT EXISTS (SELECT 1 FROM journal WHERE digest = ? AND (body = ? OR cut = 1))", digest, bytes);
  if (known) return std::nullopt;
  db.run("INSERT INTO journal (received_at, digest, body) VALUES (?, ?, ?)", received_at, digest, bytes);
  return JournalId{db.last_insert_id()};
}

std::optional<JournalId> add_copy(Writer& db, const JournalEntry& entry) {
  const db::Blob bytes{entry.body.bytes()};
  const bool known = db.value<bool>(
      "SELECT EXISTS (SELECT 1 FROM journal WHERE digest = ?1 AND (body = ?2 OR cut = 1 OR ?3 = 1))",
      entry.digest, bytes, entry.cut);
  if (known) return std::nullopt;
  db.run("INSERT INTO journal (received_at, digest, body, cut) VALUES (?, ?, ?, ?)", entry.received_at,
         entry.digest, bytes, entry.cut);
  const JournalId journal{db.last_insert_id()};
  int index = 0;
  for (const auto& part : entry.parts) {
    const auto outcome = part.outcome == PartOutcome::erased ? PartOutcome::erased : PartOutcome::unhandled;
    db.run(R"(
      INSERT INTO journal_part (journal, part, offset, length, kind, outcome)
      VALUES (?, ?, ?, ?, ?, ?))",
           journal, index++, static_cast<std::int64_t>(part.offset), static_cast<std::int64_t>(part.length),
           part.kind, to_name(outcome));
  }
  return journal;
}

void set_part(Writer& db, JournalId journal, int index, const Part& part, PartOutcome outcome,
              const std::string& reason) {
  db.run(R"(
    INSERT INTO journal_part (journal, part, offset, length, kind, outcome, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
      kind = excluded.kind,
      outcome = excluded.outcome,
      reason = excluded.reason)",
         journal, index, static_cast<std::int64_t>(part.offset), static_cast<std::int64_t>(part.length),
         kind_of(part.content), to_name(outcome), db::or_null(reason));
}

void remove_parts(Writer& db, JournalId journal) {
  db.run("DELETE FROM journal_part WHERE journal = ?", journal);
}

std::vector<JournalEntry> JournalReader::list_entries(const Access& db, JournalId after, bool unhandled_only,
                                                      int limit) {
  static constexpr char every[] = R"(
    SELECT id, received_at, digest, cut, body
    FROM journal
    WHERE id > ?
    ORDER BY id
    LIMIT ?)";
  static constexpr char unhandled[] = R"(
    SELECT id, received_at, digest, cut, body
    FROM journal
    WHERE id IN (
      SELECT DISTINCT journal FROM journal_part
      WHERE outcome = 'unhandled' AND journal > ?
      ORDER BY journal
      LIMIT ?)
    ORDER BY id)";
  const auto read_entry = [](db::Row& row) {
    const auto id = row.next<JournalId>();
    const auto received_at = row.next<TimePoint>();
    const auto digest = row.next<std::int64_t>();
    const auto cut = row.next<bool>();
    return JournalEntry{id, received_at, digest, cut, VerifiedBody(row.next<std::string>()), {}};
  };
  auto entries = unhandled_only ? db.all<JournalEntry>(unhandled, read_entry, after, limit)
                                : db.all<JournalEntry>(every, read_entry, after, limit);
  for (auto& entry : entries) {
    entry.parts = db.all<JournalPart>(
        "SELECT offset, length, kind, outcome FROM journal_part WHERE journal = ? ORDER BY part", read_part,
        entry.id);
  }
  return entries;
}

}  // namespace urp::store
