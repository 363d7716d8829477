#include <algorithm>

#include <urp/desk/reply.hpp>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/letters.hpp"
#include "store/outbox.hpp"
#include "store/tickets.hpp"

namespace urp {
namespace {

void settle_letter(Office& office, TicketId ticket, const std::string& service, DeliveryEvent event,
                   bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const auto letter = store::find_letter(db, ticket, service);
  if (!letter) {
    throw Error(Fault::not_found, say(_("{0}: no letter to {1}"), to_string(ticket), service),
                _("see: urp outbox"));
  }
  if (letter->state != Delivery::uncertain || !store::apply_letter(db, letter->id, event)) {
    throw Error(Fault::conflict,
                say(_("{0}: the letter to {1} is not uncertain"), to_string(ticket), service),
                say(_("see: urp show {0}; to send it anew: urp route {0} {1}"), ticket.value, service));
  }
  if (!dry_run) db.commit();
}

}  // namespace

void resend_letter(Office& office, TicketId ticket, const std::string& service, bool dry_run) {
  settle_letter(office, ticket, service, DeliveryEvent::resend, dry_run);
}

void give_up_letter(Office& office, TicketId ticket, const std::string& service, bool dry_run) {
  settle_letter(office, ticket, service, DeliveryEvent::give_up, dry_run);
}

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
    for (auto& row : store::list_letters(db, state, request.limit)) {
      result.letters.push_back({row.ticket, row.service, row.kind, row.state, row.clerk, row.queued_at,
                                row.not_before, row.tries, row.error});
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
