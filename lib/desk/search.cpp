#include <urp/desk/search.hpp>

#include <algorithm>

#include <urp/desk/service_name.hpp>
#include <urp/text.hpp>

#include "desk/catch_up.hpp"
#include "domain/contact_spelling.hpp"
#include "domain/query.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/contact_lookup.hpp"
#include "store/others.hpp"
#include "store/search_names.hpp"
#include "store/search_query.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_phone = 60;    // bytes, with what stands between its digits
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

/// A word on its own that may be part of a phone number.
bool may_be_of_phone(const SearchClause& clause) {
  if (clause.excluded || clause.any.size() != 1) return false;
  const auto& term = clause.any.front();
  return term.field == SearchField::word && !term.phrase && !term.prefix &&
         phone_spelling(plain_spelling(term.value));
}

/// Whoever looks for the number of a citizen means that person, however it is written: `+39 333 000 0001`,
/// three words as `333 000 0001`, `0039...`. In quotes, and when it is nobody's, it is words like others.
void take_phones(const db::Access& db, std::vector<SearchClause>& all) {
  for (std::size_t begin = 0; begin < all.size(); ++begin) {
    std::string written;
    for (std::size_t end = begin; end < all.size() && may_be_of_phone(all[end]); ++end) {
      written += (end == begin ? "" : " ") + all[end].any.front().value;
      if (written.size() > longest_phone) break;
      if (!phone_digits(written) || !store::find_contact(db, written)) continue;
      all[begin].any.front() = {SearchField::from, written};
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                all.begin() + static_cast<std::ptrdiff_t>(end) + 1);
      break;
    }
  }
}

SearchQuery understand(Office& office, const std::string& words) {
  if (words.size() > longest_query) {
    throw Error(Fault::usage, say(_("a search has at most {0} bytes"), longest_query),
                _("a few words find more"));
  }
  auto query = parse_query(words, office.now(), office.zone(), office.settings().searches);
  take_phones(office.local().read(), query.all);
  for (auto& clause : query.all) {
    for (auto& term : clause.any) {
      if (term.field == SearchField::service) term.value = service_slug(office, term.value);
    }
  }
  return query;
}

/// The states that a clause lets through; none: it is of something else.
std::optional<std::vector<TicketState>> states_of(const SearchClause& clause) {
  std::vector<TicketState> named, others;
  for (const auto& term : clause.any) {
    if (term.field != SearchField::state) return std::nullopt;
    named.push_back(ticket_state(term.value).value());
  }
  if (!clause.excluded) return named;
  for (const auto state : {TicketState::open_new, TicketState::open, TicketState::waiting,
                           TicketState::routed, TicketState::closed}) {
    if (std::find(named.begin(), named.end(), state) == named.end()) others.push_back(state);
  }
  return others;
}

}  // namespace

SearchResult search(Office& office, const SearchRequest& request) {
  if (request.limit < 1) {
    throw Error(Fault::usage, say(_("the number of hits cannot be {0}"), request.limit),
                _("write 1 or more"));
  }
  auto& local = office.local();
  const auto now = local.now();
  const auto query = understand(office, request.query);
  if (request.order == SearchOrder::relevance) {
    index_what_waits(local, 0);  // ranks beside the index cannot be compared with those in it
  } else {
    index_what_waits(local);
  }
  const auto db = local.read();
  auto matches = store::find_text(db, query, request.order, request.limit + 1);
  SearchResult result;
  result.more = static_cast<int>(matches.size()) > request.limit;
  if (result.more) matches.pop_back();
  std::vector<TicketId> seen;
  for (auto& match : matches) {
    const auto ticket = ticket_of(db, match);
    if (ticket && std::find(seen.begin(), seen.end(), *ticket) == seen.end()) seen.push_back(*ticket);
    result.hits.push_back(to_hit(std::move(match)));
  }
  result.tickets = store::list_tickets(db, seen, now);
  return result;
}

QuerySense explain_query(Office& office, const std::string& words) {
  QuerySense sense{understand(office, words), {}};
  const auto db = office.local().read();
  for (const auto& clause : sense.query.all) {
    for (const auto& term : clause.any) {
      if (term.field != SearchField::from || sense.people.contains(term.value)) continue;
      auto& people = sense.people[term.value];
      for (const auto contact : store::find_senders(db, term.value, store::gather_fresh(db)))
        people.push_back(store::get_summary(db, ContactId{contact}));
    }
  }
  return sense;
}

void add_query(Office& office, TicketFilter& filter, const std::string& words) {
  filter.query = understand(office, words);
  if (!filter.states.empty()) return;
  for (auto clause = filter.query.all.begin(); clause != filter.query.all.end(); ++clause) {
    if (auto states = states_of(*clause)) {
      filter.states = *std::move(states);
      filter.query.all.erase(clause);
      return;
    }
  }
}

}  // namespace urp
