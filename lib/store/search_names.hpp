// search_names.hpp: the index asked for words and for names; what came after its cursors beside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// FTS5's own language stays outside: every word is a quoted string.
std::string fts_string(std::string_view text);

/// What came after the cursors goes into search_fresh, a table of this connection that has the same
/// tokenizer; false: nothing did.
bool gather_fresh(const Access& db);

/// FROM and WHERE of the contacts `c` whose names match, newest first by `ORDER BY f.rowid`. What changed
/// since is not trusted to the index. One parameter: the expression.
std::string named_contacts(const std::string& table);

/// Whom `from:` means: a contact as people name them, else everybody whose name holds the words. Throws
/// not_found.
std::vector<std::int64_t> find_senders(const Access& db, const std::string& from, bool fresh);

}  // namespace urp::store
