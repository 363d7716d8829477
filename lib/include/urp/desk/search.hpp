// search.hpp: full text over messages, notes, names and file names; accents and case folded. The same
// language filters the lists of tickets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/desk/filter.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/query.hpp>
#include <urp/ticket.hpp>

namespace urp {

enum class SearchOrder { newest, relevance };  // relevance: rare words first, among the newest 5,000 places

struct SearchRequest {
  std::string query;  // words, "phrases", prefix*, -without, OR, filters like from: and state:, @saved
  SearchOrder order = SearchOrder::newest;
  int limit = 20;
};
struct SearchHit {
  std::optional<TicketId> ticket;  // none: a message of a contact without a ticket, or a name
  std::optional<std::int64_t> number;
  std::string snippet;                                     // plain text around the first match
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // byte ranges of the matches in the snippet
  TimePoint at{};
  ContactId contact;
  std::string contact_name;
};
struct SearchResult {
  std::vector<SearchHit> hits;  // in the order asked for; of filters of tickets alone, one a ticket
  std::vector<Ticket> tickets;  // of the hits, each once, in the order of the hits
  bool more = false;
};
/// Throws usage, saying what in the query was not understood; not_found: a contact or service that is not
/// there.
URP_API SearchResult search(Office& office, const SearchRequest& request);

/// How a query is understood, with the office's saved searches.
struct QuerySense {
  SearchQuery query;
  std::map<std::string, std::vector<ContactSummary>> people;  // whom each from: means
};
/// Throws as search() does.
URP_API QuerySense explain_query(Office& office, const std::string& words);

/// Adds the words to a filter of tickets; states that they ask for are the filter's when it has none. Throws
/// as search() does.
URP_API void add_query(Office& office, TicketFilter& filter, const std::string& words);

}  // namespace urp
