// journal.hpp: every verified body as it came, and what became of each of its parts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/part.hpp"
#include "store/access.hpp"

namespace urp::store {

enum class PartOutcome { projected, duplicate, kept, unhandled, erased };
std::string_view to_name(PartOutcome outcome);

/// Nothing when the very same bytes were kept before: WhatsApp delivers more than once.
std::optional<JournalId> add_body(Writer& db, const VerifiedBody& body, TimePoint received_at);
struct JournalEntry;
/// A body of another journal of the office, none of its parts projected here. Nothing when it is in this one.
std::optional<JournalId> add_copy(Writer& db, const JournalEntry& entry);
void set_part(Writer& db, JournalId journal, int index, const Part& part, PartOutcome outcome,
              const std::string& reason);
void remove_parts(Writer& db, JournalId journal);

struct JournalPart {
  std::size_t offset = 0, length = 0;
  std::string kind;
  PartOutcome outcome = PartOutcome::projected;
};
struct JournalEntry {
  JournalId id;
  TimePoint received_at{};
  std::int64_t digest = 0;  // of the body as it came
  bool cut = false;
  VerifiedBody body;
  std::vector<JournalPart> parts;
};

/// The only other maker of a VerifiedBody: what is in the journal was verified when it came.
class JournalReader {
 public:
  /// The next entries after `after`, in order; with `unhandled_only`, those that have an unhandled part.
  static std::vector<JournalEntry> list_entries(const Access& db, JournalId after, bool unhandled_only,
                                                int limit);
};

}  // namespace urp::store
