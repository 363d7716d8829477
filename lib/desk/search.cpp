#include <urp/desk/search.hpp>

#include <algorithm>

#include "desk/catch_up.hpp"
#include "domain/query.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/others.hpp"
#include "store/search_query.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_query = 1000;  // bytes: every word of it is a search of its own

/// The ticket a hit leads to; from a name, the contact's latest.
std::optional<TicketId> ticket_of(const db::Access& db, const store::TextMatch& match) {
  if (match.ticket || match.message) return match.ticket;
  const auto tickets = store::list_other_tickets(db, match.contact, TicketId{0}, 1);
  if (tickets.empty()) return std::nullopt;
  return tickets.front().first;
}

SearchHit to_hit(store::TextMatch match) {
  SearchHit hit;
  hit.ticket = match.ticket;
  hit.number = match.number;
  hit.snippet = std::move(match.snippet);
  hit.marks = std::move(match.marks);
  hit.at = match.at;
  hit.contact = match.contact;
  hit.contact_name = std::move(match.contact_name);
  return hit;
}

}  // namespace

SearchResult search(Office& office, const SearchRequest& request) {
  if (request.limit < 1) {
    throw Error(Fault::usage, say(_("the number of hits cannot be {0}"), request.limit),
                _("write 1 or more"));
  }
  if (request.query.size() > longest_query) {
    throw Error(Fault::usage, say(_("a search has at most {0} bytes"), longest_query),
                _("a few words find more"));
  }
  auto& local = office.local();
  const auto now = local.now();
  const auto query = parse_query(request.query, now, office.zone());
  index_what_waits(local);
  const auto db = local.read();
  auto matches = store::find_text(db, query, request.limit + 1);
  SearchResult result;
  result.more = static_cast<int>(matches.size()) > request.limit;
  if (result.more) matches.pop_back();
  std::vector<TicketId> seen;
  for (auto& match : matches) {
    const auto ticket = ticket_of(db, match);
    if (ticket && std::find(seen.begin(), seen.end(), *ticket) == seen.end()) {
      seen.push_back(*ticket);
      result.tickets.push_back(store::get_ticket(db, *ticket, now));
    }
    result.hits.push_back(to_hit(std::move(match)));
  }
  return result;
}

}  // namespace urp
