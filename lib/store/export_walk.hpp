// export_walk.hpp: whole tables row by row, for exports. Memory does not grow with them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include <urp/event.hpp>

#include "domain/export_rows.hpp"
#include "store/ticket_list.hpp"

namespace urp::store {

/// Tickets by number; `condition` as make_condition() gives it for `ticket`.
std::int64_t count_tickets_of(const Access& db, const Condition& condition);
void walk_tickets_of(const Access& db, const Condition& condition,
                     const std::function<void(TicketId)>& visit);
/// Narrows it to those that WhatsApp gave a place to.
void ask_for_place(Condition& condition);
/// Where the citizen said it is, latest; nothing that is hidden.
std::optional<Location> find_place(const Access& db, TicketId ticket);

/// Of events, contacts and services the times are their own: recorded, created, last dispatched.
struct WalkSpan {
  std::optional<TimePoint> since, until;
};
std::int64_t count_contact_rows(const Access& db, const WalkSpan& span);
void walk_contacts(const Access& db, const WalkSpan& span,
                   const std::function<void(const ExportedContact&)>& visit);
/// Of messages that are not hidden; `condition` as walk_messages() takes it.
std::int64_t count_attachments(const Access& db, const Condition& condition);
void walk_attachments(const Access& db, const Condition& condition,
                      const std::function<void(ExportedMedia&)>& visit);
std::int64_t count_events(const Access& db, const WalkSpan& span);
void walk_events(const Access& db, const WalkSpan& span, const std::function<void(const Event&)>& visit);
/// Of every service that a case was ever handed to; the name is not known here.
std::vector<ExportedService> list_service_rows(const Access& db);

}  // namespace urp::store
