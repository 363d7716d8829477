// inbox.hpp: the lists a clerk works from, and the day at a glance.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/channel.hpp>
#include <urp/desk/filter.hpp>
#include <urp/notice.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

enum class InboxSort { wait, recent, due, number };  // urgent above all in `wait` and `due`

struct InboxRequest {
  TicketFilter filter;
  InboxSort sort = InboxSort::wait;
  int limit = 20;      // 0: all
  bool counts = true;  // false: the tickets alone, for who prints no figure beside them
};
struct InboxResult {
  std::vector<Ticket> tickets;
  std::set<TicketId> failed, drafts;  // of the tickets: with an answer that did not arrive, a draft of ours
  std::int64_t total = 0;             // that match, shown or not
  std::int64_t overdue = 0;           // of the office's turn
  std::int64_t closing = 0;           // windows that close before `closing_until`
  std::optional<TimePoint> closing_until;  // end of the present opening, else the next opening
};
/// Throws not_found (an unknown contact), usage.
URP_API InboxResult list_inbox(Office& office, const InboxRequest& request);

struct StatusCounts {
  std::int64_t open_new = 0, open = 0, waiting = 0, routed = 0;
  std::int64_t office = 0, citizen = 0, service = 0;
  std::int64_t urgent = 0, overdue = 0, unread = 0, closing = 0;  // overdue: the office's and the services'
  std::int64_t overdue_service = 0, postponed = 0;  // of them a service's; put off: not in `office`
  std::int64_t outbox = 0, parked = 0, failed = 0, uncertain = 0;
  std::int64_t unhandled = 0, media_lost = 0;
};
struct HealthLine {
  std::string code;     // for scripts: "unhandled", "listener_off" ...
  std::string message;  // for people, with the cure
};
/// What the door did not let in since yesterday, by status of HTTP.
struct TurnedAwayCount {
  int status = 0;
  std::int64_t count = 0;
  TimePoint last_at{};
};
struct NamedTicket {  // a ticket worth naming in a line of status
  TicketId id;
  std::string text;
  std::optional<std::string> clerk;
  std::optional<TimePoint> at;
};
struct HandedOver {  // a colleague put it into the hands of who asks
  TicketId ticket;
  std::optional<std::string> from;  // who held it before
  std::string by;
  std::optional<std::string> reason;
  TimePoint at{};
};
struct StatusResult {
  TimePoint now{};
  StatusCounts counts;
  bool office_open = false;
  std::optional<TimePoint> open_until, next_opening;
  std::vector<HealthLine> health;
  std::optional<TimePoint> waiting_longest;         // since when the office's oldest waits
  std::vector<NamedTicket> urgent, overdue;         // at most 3 each
  std::map<std::string, std::int64_t> by_clerk;     // office's turn; "" is nobody's
  std::map<std::string, std::int64_t> by_service;   // routed
  std::vector<HandedOver> handed;                   // not looked at yet, the latest first, at most 100
  std::int64_t waiting_long = 0;                    // citizen's turn for more than 7 days
  std::int64_t window_open = 0, window_closed = 0;  // office's turn
  std::optional<TimePoint> last_body_at;            // when the last webhook was kept
  bool listening = false;                           // a process receives webhooks now
  std::vector<TurnedAwayCount> turned_away;
  std::optional<TimePoint> stopped_since;  // the channel: nothing is sent; real clock
  std::string stopped_reason;
  std::int64_t stopped_code = 0, stopped_subcode = 0;  // WhatsApp's; 0: it was not asked
  MonthlyMessages month;
  std::vector<NoticeLine> notices;  // scheduled, running or paused
  std::vector<ChannelEvent>
      alerts;  // what WhatsApp said in the last 14 days and did not take back; the newest first
};
URP_API StatusResult office_status(Office& office);

}  // namespace urp
