// erase.hpp: destroys what no duty keeps: of a person, or of cases whose time is over. The register of
// erasures knows whom, by keyed hashes, so that a backup from before knows them again.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/access.hpp"
#include "store/person_tables.hpp"

namespace urp::store {

struct Erased {
  std::int64_t tickets = 0, messages = 0, media = 0, bodies = 0, events = 0;
};
/// Of the scope: words, attachments, index, drafts, journal, what events say. `erasure`: the event that will
/// say so. `bodies`: those of the journal that list_bodies_with found before; what came since is looked at
/// here.
Erased erase_scope(Writer& db, const Scope& scope, const std::vector<JournalId>& bodies,
                   JournalId looked_until);

/// The words under which the journal knows the scope: provider's ids, and of contacts their identities too.
std::set<std::string> journal_words(const Access& db, const Scope& scope);
JournalId last_body(const Access& db);

/// An answer that waits is taken back. Throws busy when one is just leaving.
void cancel_all_waiting(Writer& db, const Scope& scope);

// The register.
void enter_erasure(Writer& db, const std::vector<ContactId>& records);
struct RegisterLine {
  ContactId contact;
  std::string key;  // 32 bytes
  TimePoint at{};
  auto operator<=>(const RegisterLine&) const = default;
};
std::vector<RegisterLine> list_register(const Access& db);
void add_to_register(Writer& db, const std::vector<RegisterLine>& lines);
std::optional<TimePoint> erased_at(const Access& db, ContactId contact);

/// The lines of the register, to be asked: what the person wrote after the erasure is a new record's.
class ErasureRegister {
 public:
  /// Of the table, under the secret of that database.
  explicit ErasureRegister(const Access& db);
  void add(const std::vector<RegisterLine>& lines);
  /// Of cases that were destroyed: as WhatsApp calls what belongs to them.
  void add_messages(std::set<std::string> wamids);
  bool holds_message(const std::string& wamid) const { return messages_.contains(wamid); }
  bool empty() const { return lines_.empty(); }
  TimePoint newest() const { return newest_; }
  /// Whoever was known under this identity at that time was erased since.
  bool holds(std::string_view kind, std::string_view value, TimePoint at) const;

 private:
  std::string secret_;
  std::set<std::pair<std::string, TimePoint>> lines_;
  std::set<std::string> messages_;
  TimePoint newest_{};
};
/// The register of another database of the office: its lines, and in one that knows nobody yet its secret
/// too. Records have other numbers there: their identities alone are taken over. Throws conflict when it is
/// another office's.
void take_over_register(Writer& db, const Access& source, const std::vector<RegisterLine>& more);
/// Whoever stands in the register and is known again, out of an older backup: erased once more. How many.
int apply_register(Writer& db);

/// A message that was erased, and comes once more.
bool is_erased_message(const Access& db, std::int64_t number, const std::string& wamid);

/// Something of what was destroyed may still stand in the log of the database, in the index, in the folder.
bool has_remains(const Access& db);
void set_remains(Writer& db, bool remains);

}  // namespace urp::store
