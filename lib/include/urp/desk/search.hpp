// search.hpp: full text over messages, notes, names and file names; accents and case folded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct SearchRequest {
  std::string query;  // words, "phrases", prefix*, and from: service: state: since: has:
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
  std::vector<SearchHit> hits;  // newest first
  std::vector<Ticket> tickets;  // of the hits, each once, in the order of the hits
  bool more = false;
};
/// Throws usage, saying what in the query was not understood.
URP_API SearchResult search(Office& office, const SearchRequest& request);

}  // namespace urp
