#include "desk/message_details.hpp"

#include "desk/media_link.hpp"
#include "store/attempts.hpp"
#include "store/media.hpp"
#include "store/moderation.hpp"
#include "store/outbox.hpp"

namespace urp {
namespace {

void add_delivery(const db::Access& db, Message& message) {
  for (auto& attempt : store::list_attempts(db, message.id)) {
    message.attempts.push_back(
        {std::move(attempt.token), attempt.at, std::move(attempt.outcome), attempt.code});
  }
  if (message.status != Delivery::uncertain) {
    message.status_at = store::find_told_at(db, message.id, *message.status);
  } else if (!message.attempts.empty()) {
    message.status_at = message.attempts.back().at;
  }
}

void add_media(const Office& office, const db::Access& db, TicketId ticket, Message& message) {
  Media& media = *message.media;
  media.link = media_link(office.settings(), media);
  if (media.state != MediaState::lost && media.state != MediaState::refused) return;
  for (const auto& row : store::list_ticket_media(db, ticket, message.number, message.number)) {
    if (!row.why.empty()) media.why = row.why;
  }
}

}  // namespace

void add_details(const Office& office, const db::Access& db, Message& message) {
  if (message.media && message.ticket) add_media(office, db, *message.ticket, message);
  if (message.status) add_delivery(db, message);
  if (!message.ground) return;
  if (const auto flag = store::find_flag(db, message.id)) message.flagged_by = flag->clerk;
}

}  // namespace urp
