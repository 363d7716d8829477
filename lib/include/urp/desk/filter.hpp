// filter.hpp: which tickets; shared by inbox, export and search.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/ids.hpp>
#include <urp/query.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

struct TicketFilter {
  std::vector<TicketState> states;  // empty: any
  std::vector<Turn> turns;
  std::optional<std::string> clerk;
  bool unassigned = false;
  std::optional<std::string> service, tag, contact;  // contact: c57, a phone, @username or a user id
  std::vector<TicketKind> kinds;
  bool urgent = false, overdue = false;
  bool unread = false;                   // with words that no clerk has seen
  bool failed = false;                   // with an answer that did not arrive, and none after it that did
  bool later = false;                    // put off, and their time has not come
  std::optional<std::string> draft_of;   // with a draft of this clerk
  bool flagged = false, parked = false;  // with a flagged message; with an answer that waits for the citizen
  std::optional<TimePoint> closing_before;  // window open now and closed by then
  bool closed_window = false;
  bool postponed = false;                 // those put off too; else they stay out of sight until their time
  std::optional<TimePoint> since, until;  // presented_at; since <= t < until
  SearchQuery query;                      // with a message that fits; of messages: themselves
};

}  // namespace urp
