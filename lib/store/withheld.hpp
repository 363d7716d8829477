// withheld.hpp: what an older backup or journal of the office must not bring back: which messages are hidden
// or masked, which cases, deliveries and mails were destroyed. Keyed hashes, places and times, and no word of
// anybody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

struct Withheld {
  std::string what;        // hidden, masked, case, bodies, mail
  std::string key;         // 32 bytes
  TimePoint at{};          // real clock
  std::int64_t event = 0;  // that says so; of one second the later counts
  std::string how;         // one line
  auto operator<=>(const Withheld&) const = default;
};
inline constexpr std::string_view in_sight = "shown";  // how: it was taken back

/// The later word on each thing.
std::vector<Withheld> latest_of(std::vector<Withheld> all);

std::vector<Withheld> list_withheld(const Access& db);
/// Of another database of the office: what is known here and younger stays.
void add_withheld(Writer& db, const std::vector<Withheld>& more);

/// After whatever hides, masks or shows a message: as it is now.
void note_sight(Writer& db, MessageId message);
/// The words that are masked in a message, where they stood: PIECE:WHICH:FROM-TO, in bytes.
std::string spans_of(const Access& db, MessageId message);
/// The words that stand there in the message as this database has it.
std::vector<std::string> words_at(const Access& db, MessageId message, std::string_view spans);

/// A message under the names by which another database of the office knows it.
struct MessageName {
  MessageId id;
  std::string phone_number_id, wamid;
  TimePoint at{};
  std::string direction;
};
MessageName read_message_name(db::Row& row);
/// By WhatsApp's name; what the office wrote, by its place too: it may have had no name yet.
std::vector<std::string> keys_of(const std::string& secret, const MessageName& name);

/// A case of the register of what was destroyed.
struct DestroyedCase {
  TicketId ticket;
  TimePoint presented_at{}, at{};
  std::string retention, authorisation;
};
void note_destroyed(Writer& db, const DestroyedCase& one);
std::vector<DestroyedCase> destroyed_cases(const std::vector<Withheld>& all);

/// Of a journal: the first and the last of those that were destroyed together.
using BodyRun = std::pair<JournalId, JournalId>;
void note_destroyed(Writer& db, const BodyRun& run);
/// Those that are of the journal of this database.
std::vector<BodyRun> destroyed_runs(const Access& db, const std::vector<Withheld>& all);

void note_destroyed_mail(Writer& db, const std::string& digest);
/// Those of them that this database still holds.
std::vector<std::int64_t> destroyed_mails(const Access& db, const std::vector<Withheld>& all);

/// The register beside the database lacks something of what is here.
bool is_register_due(const Access& db);
void set_register_due(Writer& db, bool due);

}  // namespace urp::store
