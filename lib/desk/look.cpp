#include <urp/desk/look.hpp>

#include "desk/message_details.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/arrange.hpp"
#include "store/messages.hpp"
#include "store/outbox.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

Ticket load_ticket(const db::Access& db, TicketId id, TimePoint now) {
  Ticket ticket = store::get_ticket(db, id, now);
  if (!ticket.merged_into) return ticket;
  return store::get_ticket(db, store::follow_merges(db, id), now);
}

std::optional<MessageView> load_message(Office& office, MessageRef ref) {
  const auto db = office.local().read();
  const auto id = store::find_in_ticket(db, ref);
  if (!id) return std::nullopt;
  auto message = store::find_message(db, *id);
  if (!message) return std::nullopt;
  add_details(office, db, *message);
  const auto thread = store::find_thread(db, *id).value_or(ref.ticket);
  return MessageView{std::move(*message), load_ticket(db, thread, office.now())};
}

}  // namespace

Ticket find_ticket(Office& office, TicketId ticket) {
  return load_ticket(office.local().read(), ticket, office.now());
}

std::vector<Ticket> find_tickets(Office& office, std::span<const TicketId> tickets) {
  const auto db = office.local().read();
  std::vector<Ticket> found;
  found.reserve(tickets.size());
  for (const TicketId ticket : tickets) found.push_back(load_ticket(db, ticket, office.now()));
  return found;
}

MessageView find_message(Office& office, MessageRef ref) {
  if (auto found = load_message(office, ref)) return std::move(*found);
  throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(ref)),
              say(_("see the numbers with: urp show {0} --all"), ref.ticket.value));
}

MessageView find_outgoing(Office& office, MessageRef ref) {
  auto found = load_message(office, ref);
  if (found && found->message.direction == Direction::out) return std::move(*found);
  throw Error(Fault::not_found, say(_("{0}: there is no such outgoing message"), to_string(ref)),
              say(_("see: urp show {0} --all"), ref.ticket.value));
}

std::optional<ChannelStop> find_channel_stop(Office& office) {
  const auto db = office.local().read();
  const auto stopped = store::list_stopped(db);
  if (stopped.empty()) return std::nullopt;
  auto channel = store::get_channel(db, stopped.front());
  if (!channel.stopped_since) return std::nullopt;
  return ChannelStop{*channel.stopped_since, std::move(channel.reason), channel.code, channel.subcode};
}

}  // namespace urp
