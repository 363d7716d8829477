#include "store/message_row.hpp"

#include <algorithm>
#include <initializer_list>

#include "db/store.hpp"

namespace urp::store {
namespace {

template <class Value>
Value value_named(std::string_view name, std::initializer_list<Value> values) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](Value value) { return to_name(value) == name; });
  return found == values.end() ? *values.begin() : *found;
}

}  // namespace

const char* const message_columns =
    "m.id, m.ticket, m.seq, m.contact, m.direction, m.type, m.purpose, m.text, q.ticket, q.seq, m.at,"
    " m.received_at, m.status, m.error_code, m.error_text, m.wamid, m.clerk, m.automatic, m.hidden, m.ground,"
    " m.revision, m.shown_in";

Message map_message(const Query& row) {
  Message message;
  message.id = {row.integer(0)};
  if (const auto ticket = row.maybe_integer(1)) message.ticket = TicketId{*ticket};
  message.number = row.integer(2);
  message.contact = {row.integer(3)};
  message.direction = value_named(row.text(4), {Direction::in, Direction::out, Direction::note});
  message.type = row.string(5);
  message.purpose = row.maybe_string(6);
  if (!row.is_null(8)) message.quote = MessageRef{{row.integer(8)}, row.integer(9)};
  message.at = row.time(10);
  message.received_at = row.time(11);
  if (!row.is_null(12)) {
    message.status = value_named(row.text(12), {Delivery::queued, Delivery::parked, Delivery::sending,
                                                Delivery::sent, Delivery::delivered, Delivery::read,
                                                Delivery::failed, Delivery::uncertain, Delivery::cancelled});
  }
  if (!row.is_null(13)) message.error = MessageError{row.integer(13), row.string(14)};
  if (!row.text(15).starts_with("part:")) message.provider_id = row.maybe_string(15);  // one we made up
  message.clerk = row.maybe_string(16);
  message.automatic = row.integer(17) != 0;
  message.hidden = row.integer(18) != 0;
  message.ground = row.maybe_string(19);
  message.revision = row.integer(20);
  if (const auto thread = row.maybe_integer(21)) message.shown_in = TicketId{*thread};
  if (!message.hidden) message.text = row.maybe_string(7);
  return message;
}

Media map_media(const Access& db, const Query& row, int first) {
  Media media;
  media.state = value_named(row.text(first),
                            {MediaState::pending, MediaState::stored, MediaState::lost, MediaState::refused});
  media.mime_type = row.maybe_string(first + 1);
  media.size = row.maybe_integer(first + 2);
  media.sha256 = row.maybe_string(first + 3);
  media.file_name = row.maybe_string(first + 4);
  media.voice = row.integer(first + 5) != 0;
  media.animated = row.integer(first + 6) != 0;
  media.duration = row.maybe_integer(first + 7);
  media.transcript = row.maybe_string(first + 8);
  if (media.state == MediaState::stored && media.sha256) {
    media.path = (db.store().media_folder() / media.sha256->substr(0, 2) / *media.sha256).string();
  }
  return media;
}

Location map_location(const Query& row, int first) {
  return {row.real(first), row.real(first + 1), row.maybe_string(first + 2), row.maybe_string(first + 3)};
}

CardLine map_card(const Query& row, int first) {
  return {static_cast<int>(row.integer(first)), row.string(first + 1), row.maybe_string(first + 2),
          row.string(first + 3)};
}

Amendment map_amendment(const Query& row, int first) {
  return {value_named(row.text(first), {AmendmentKind::reaction, AmendmentKind::edit, AmendmentKind::revoke}),
          row.maybe_string(first + 1), row.time(first + 2)};
}

}  // namespace urp::store
