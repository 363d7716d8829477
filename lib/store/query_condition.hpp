// query_condition.hpp: a search query as SQL, over messages, over tickets, and over both.
#pragma once

#include <string>

#include <urp/query.hpp>

#include "store/condition.hpp"

namespace urp::store {

/// The pieces, for the statement that looks for places: message `m`, ticket `t`.
struct QueryCondition {
  std::string match;     // for the full-text index; empty: no word is looked for
  std::string unwanted;  // words that must not be, when there is no match to take them from
  Condition message;     // of the message and perhaps its ticket
  Condition ticket;      // of the ticket alone
  bool on_message = false, on_ticket = false;  // whether the two say anything
  bool loose = true;                           // messages without a ticket can fit
  std::vector<std::int64_t> senders;           // of from:, when one of them must have written it
  std::optional<TimePoint> since;
  bool fresh = false;  // search_fresh has to be asked too
};
/// Throws not_found: from: names nobody.
QueryCondition make_query_condition(const Access& db, const SearchQuery& query);

/// The ids of messages that can fit, when a filter leaves few (the work in progress, one person, a tag);
/// otherwise no SQL: a common word leads to none of the others.
Condition narrow_messages(const SearchQuery& query, const QueryCondition& condition);

/// Tickets with a message that fits. `work_only`: closed ones are not asked for, so that few tickets are.
Condition make_ticket_condition(const Access& db, const SearchQuery& query, const std::string& table,
                                bool work_only);
/// Messages `m` that fit, of tickets `t`.
Condition make_message_condition(const Access& db, const SearchQuery& query);

}  // namespace urp::store
