// services.hpp: what was handed to the competent services.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/ticket.hpp>

#include "store/access.hpp"

namespace urp::store {

struct NewDispatch {
  TicketId ticket;
  std::string service;
  bool lead = false;
  std::string state;  // queued, by_hand
  std::optional<std::string> note;
  std::optional<std::int64_t> first, last;
};
/// With its letter when it is queued. False: this service has it already, and has not given it back.
bool add_dispatch(Writer& db, const NewDispatch& dispatch);
/// Those that are not answered; a letter that left is followed by one that says so, one that waits is
/// cancelled.
void recall_dispatches(Writer& db, TicketId ticket);
/// What has not left yet; false: it has, or it was recalled before.
bool recall_unsent(Writer& db, TicketId ticket, const std::string& service);

/// Whether any ticket was ever given to it.
bool has_tickets_of(const Access& db, const std::string& service);

/// What the citizen said in the thread that may be seen, oldest first, at most `limit` messages.
std::string collect_words(const Access& db, TicketId ticket, int limit);
/// What else the citizen sent that may be seen: image, video, audio, voice, document, location, contact.
std::vector<std::string> list_carried(const Access& db, TicketId ticket);

}  // namespace urp::store
