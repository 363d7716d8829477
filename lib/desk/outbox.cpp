#include <algorithm>

#include <urp/desk/reply.hpp>

#include "office/local.hpp"
#include "store/outbox.hpp"
#include "store/tickets.hpp"

namespace urp {

OutboxResult list_outbox(Office& office, const OutboxRequest& request) {
  const auto db = office.local().read();
  auto states = request.states;
  if (states.empty()) states = {Delivery::queued, Delivery::sending, Delivery::uncertain};
  OutboxResult result;
  for (const auto state : states) {
    for (auto& row : store::list_by_status(db, state, request.limit)) {
      result.items.push_back({row.ref, row.status, store::contact_label(db, row.contact), row.text, row.clerk,
                              row.queued_at, row.not_before, row.tries, row.error, row.revision});
    }
  }
  std::sort(result.items.begin(), result.items.end(),
            [](const OutboxItem& a, const OutboxItem& b) { return a.queued_at < b.queued_at; });
  for (const auto number : store::list_stopped(db)) {
    const auto channel = store::get_channel(db, number);
    result.stopped_since = channel.stopped_since;
    result.stopped_reason = channel.reason;
  }
  return result;
}

}  // namespace urp
