// search_query.hpp: the places that a search finds, from the full-text index and what it does not hold yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/search.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

struct TextMatch {
  std::optional<MessageId> message;  // none: the names of the contact
  std::optional<TicketId> ticket;
  std::optional<std::int64_t> number;
  ContactId contact;
  std::string contact_name;
  TimePoint at{};
  double rank = 0;                                         // the less, the better; of words alone
  std::string snippet;                                     // one line of plain text
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // begin and end of the matches in it, in bytes
};

/// The first `limit` messages that match, and names of contacts among them by when they last wrote. A query
/// of tickets alone finds each ticket once, by its latest message. Throws not_found: `from:` names nobody.
std::vector<TextMatch> find_text(const Access& db, const SearchQuery& query, SearchOrder order, int limit);

}  // namespace urp::store
