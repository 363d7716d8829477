// person_tables.hpp: the one list of what each table holds of a person, and what becomes of it when the
// person is erased or a case is destroyed. A test compares it with the schema: a new table that names a
// contact, a message or a case does not pass before it stands here.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

struct PersonTable {
  const char* name;
  /// Which of its rows: a condition over the temporary tables scope_contact, scope_ticket, scope_message
  /// (columns id) and scope_wamid.
  const char* rows;
  /// The statement that destroys what no duty keeps. Empty: nothing of it is destroyed, or other code does
  /// it, as the comment says.
  const char* erase;
};
std::span<const PersonTable> person_tables();

/// What is looked at or destroyed. The scope lasts until the next one is set.
struct Scope {
  std::vector<ContactId> contacts;  // with all their cases and messages
  std::vector<TicketId> tickets;    // these cases and their messages alone
};
void set_scope(const Access& db, const Scope& scope);
struct ScopeCounts {
  std::int64_t tickets = 0, messages = 0;
  std::int64_t events = 0;   // of those cases
  std::int64_t notices = 0;  // that were to reach those people
};
ScopeCounts count_scope(const Access& db);
/// Cases of the scope that somebody still works on.
std::vector<TicketId> list_unclosed(const Access& db);
struct ScopeMedia {
  std::string sha256, mime_type, file_name;  // empty: not said
};
/// In the order of their messages; the same bytes may come more than once.
std::vector<ScopeMedia> list_media(const Access& db);

/// A record and those that became part of it.
std::vector<ContactId> records_of(const Access& db, ContactId contact);

struct TableDump {
  std::string name;
  std::vector<std::string> rows;  // a JSON object each; times as ISO 8601 in UTC, bytes as hex
};
/// Every row of the scope, in the order of the list; tables without one are left out.
std::vector<TableDump> dump_scope(const Access& db);

}  // namespace urp::store
