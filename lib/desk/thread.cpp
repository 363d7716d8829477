#include <urp/desk/thread.hpp>

#include "desk/media_link.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/audit.hpp"
#include "store/others.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr int most_others = 5;
constexpr int most_events = 200;  // beside the messages shown

ShowResult load(const Office& office, const store::Access& db, const ShowRequest& request) {
  ShowResult result;
  result.ticket = store::get_ticket(db, request.ticket, office.now());
  result.messages = store::list_messages(db, request.ticket, request.limit);
  for (auto& message : result.messages) {
    if (message.media) message.media->link = media_link(office.settings(), *message.media);
  }
  const auto shown = static_cast<std::int64_t>(result.messages.size());
  const bool all_shown = request.limit == 0 || shown < request.limit;
  if (!all_shown) result.earlier = store::count_messages(db, request.ticket) - shown;
  // Whatever happened before the first message shown was left out with its neighbours.
  std::optional<TimePoint> since;
  if (result.earlier > 0) since = result.messages.front().at;
  result.events = store::list_events(db, request.ticket, since, most_events);
  const auto others = store::list_other_tickets(db, result.ticket.contact.id, request.ticket, most_others);
  for (const auto& [id, state] : others) result.others.push_back({id, state});
  result.clerk_since = store::find_clerk_since(db, request.ticket);
  return result;
}

}  // namespace

ShowResult show_ticket(Office& office, const ShowRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of messages cannot be {0}"), request.limit),
                _("0 shows all"));
  }
  auto& local = office.local();
  if (request.mark_read && store::has_unread(local.read(), request.ticket)) {
    // Shown and marked in one transaction: what comes a moment later stays unread.
    auto db = local.write();
    auto result = load(office, db, request);
    store::mark_read(db, request.ticket);
    db.commit();
    return result;
  }
  return load(office, local.read(), request);
}

}  // namespace urp
