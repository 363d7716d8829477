// search_query.hpp: asks the full-text index, and what it does not hold yet in the same words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "domain/query.hpp"
#include "store/access.hpp"

namespace urp::store {

struct TextMatch {
  std::optional<MessageId> message;  // none: the names of the contact
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> number;
  ContactId contact;
  std::string contact_name;
  TimePoint at{};
  std::string snippet;                                     // one line of plain text
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // begin and end of the matches in it, in bytes
};

/// What came after the cursors goes into a table of this connection that has the same tokenizer,
/// temp.search_fresh; false: nothing did.
bool gather_fresh(const Access& db);

/// The newest `limit` messages that match, and names of contacts among them by when they last wrote.
/// Throws not_found: `from:` names nobody.
std::vector<TextMatch> find_text(const Access& db, const SearchQuery& query, int limit);

}  // namespace urp::store
