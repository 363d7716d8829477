// arrange.hpp: which thread shows which messages, and tickets that name each other.
#pragma once

#include <optional>
#include <vector>

#include <urp/desk/thread.hpp>

#include "store/access.hpp"

namespace urp::store {

/// The thread in which a message stands; of a merged ticket the one it became part of.
std::optional<TicketId> find_thread(const Access& db, MessageId message);
/// The ticket itself, or what it became part of.
TicketId follow_merges(const Access& db, TicketId ticket);

struct ThreadUnit {
  MessageId id;
  MessageRef ref;
  Direction direction = Direction::in;
  TimePoint at{};
};
/// The whole thread, oldest first.
std::vector<ThreadUnit> list_thread(const Access& db, TicketId ticket);

/// A ticket of the same citizen, number and kind, with what it inherits.
TicketId add_split_ticket(Writer& db, TicketId from, TimePoint presented_at, TimePoint first_answer_due_at,
                          TimePoint term_due_at);
void show_in(Writer& db, MessageId message, TicketId ticket);
/// All messages of a thread.
void show_all_in(Writer& db, TicketId from, TicketId ticket);
/// Turn, unread, preview and the last times, from the messages that the thread shows now. A ticket of the
/// office or the citizen gets the turn of whoever has not answered; a routed or closed one keeps its state.
void renew_from_thread(Writer& db, TicketId ticket);
void renew_preview(Writer& db, TicketId ticket);

/// Runs of messages of this ticket that others show.
std::vector<MovedMessages> list_moved(const Access& db, TicketId ticket);

bool add_link(Writer& db, TicketId a, TicketId b);
bool remove_link(Writer& db, TicketId a, TicketId b);

}  // namespace urp::store
