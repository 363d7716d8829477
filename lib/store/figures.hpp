// figures.hpp: the counts of the day. How many cases there are of each state, clerk and service, and how many
// become late on which day, is kept beside them (ticket_tally, ticket_day); looked at are those of one day,
// those put off, and people who wrote lately.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/ids.hpp>
#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

struct WorkFigures {
  std::map<TicketState, std::int64_t> by_state;    // without those put off, which the inbox leaves out too
  std::int64_t postponed = 0;                      // office's turn, out of sight until their time
  std::int64_t urgent = 0, overdue = 0;            // office's turn
  std::int64_t overdue_service = 0;                // a service's
  std::int64_t unread = 0;                         // messages, of closed tickets too
  std::int64_t silent = 0;                         // citizen's turn, nothing said since `silent_before`
  std::map<std::string, std::int64_t> by_clerk;    // office's turn; "" is nobody's
  std::map<std::string, std::int64_t> by_service;  // with a service; "" when it is not known which
  std::optional<TimePoint> waiting_longest;
};
WorkFigures count_work(const Access& db, TimePoint now, TimePoint silent_before);
/// Of the counts that are kept, those that are not what counting the cases anew gives: none, but for a hand
/// in the file.
std::int64_t count_wrong_tallies(const Access& db);

/// Tickets of the office's turn, not postponed, whose window is open at `now` and closes by `until`; without
/// `until`, all whose window is open.
std::int64_t count_open_windows(const Access& db, TimePoint now, std::optional<TimePoint> until = {});

/// Outgoing messages by status, of those that are not done: queued, parked, sending, failed, uncertain.
std::map<std::string, std::int64_t> count_unsent(const Access& db);
std::int64_t count_unhandled_parts(const Access& db);
/// Of the unhandled parts, those that a number of the account got which is not the office's.
constexpr std::string_view for_another_number = "for another number of the account";
std::int64_t count_parts_for_another_number(const Access& db);
std::int64_t count_lost_media(const Access& db);
std::optional<TimePoint> last_body_at(const Access& db);

}  // namespace urp::store
