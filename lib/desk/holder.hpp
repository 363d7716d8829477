// holder.hpp: what a colleague's claim forbids.
#pragma once

#include <urp/ids.hpp>

#include "office/local.hpp"
#include "store/ticket_changes.hpp"

namespace urp {

/// What lapsed is given back first, in the same transaction.
store::ChangeView get_for_change(db::Writer& db, const Office::Local& office, TicketId ticket);
/// Throws conflict when a colleague holds it.
void refuse_held(const store::ChangeView& view, TicketId ticket, const Actor& actor);
/// Throws conflict when the ticket is not at this revision any more.
void refuse_changed(const db::Access& db, std::optional<std::int64_t> if_revision, TicketId ticket);
/// Throws conflict when a colleague writes an answer in an editor now.
void refuse_edited(const db::Access& db, const Office::Local& office, TicketId ticket);
/// Throws refused when no number and no id of the person is known any more.
void refuse_unreachable(const db::Access& db, ContactId contact, TicketId ticket);
/// Throws conflict when it is closed.
/// What was said in a group alone is not answered privately. Throws refused.
void refuse_group(const db::Access& db, TicketId ticket);
void refuse_closed(const store::ChangeView& view, TicketId ticket);

}  // namespace urp
