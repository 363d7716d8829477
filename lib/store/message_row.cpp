#include "store/message_row.hpp"

#include <algorithm>
#include <initializer_list>

#include "db/store.hpp"
#include "store/media_files.hpp"

namespace urp::store {
namespace {

template <class Value>
Value value_named(std::string_view name, std::initializer_list<Value> values) {
  const auto found =
      std::find_if(values.begin(), values.end(), [&](Value value) { return to_name(value) == name; });
  return found == values.end() ? *values.begin() : *found;
}

template <class Value>
Value next_named(db::Row& row, std::initializer_list<Value> values) {
  return value_named(row.next<std::string_view>(), values);
}

std::optional<MessageRef> next_ref(db::Row& row) {
  const auto ticket = row.next<std::optional<TicketId>>();
  const auto number = row.next<std::int64_t>();
  return ticket ? std::optional(MessageRef{*ticket, number}) : std::nullopt;
}

std::optional<Delivery> next_status(db::Row& row) {
  const auto name = row.next<std::optional<std::string_view>>();
  if (!name) return std::nullopt;
  return value_named(
      *name, {Delivery::queued, Delivery::parked, Delivery::sending, Delivery::sent, Delivery::delivered,
              Delivery::read, Delivery::failed, Delivery::uncertain, Delivery::cancelled});
}

std::optional<MessageError> next_error(db::Row& row) {
  const auto code = row.next<std::optional<std::int64_t>>();
  auto text = row.next<std::string>();
  return code ? std::optional(MessageError{*code, std::move(text)}) : std::nullopt;
}

}  // namespace

Message read_message(db::Row& row) {
  Message message;
  row >> message.id >> message.ticket >> message.number >> message.shown_in >> message.contact;
  message.direction = next_named(row, {Direction::in, Direction::out, Direction::note});
  row >> message.type >> message.purpose >> message.hidden >> message.ground >> message.text;
  if (message.hidden) message.text.reset();
  message.quote = next_ref(row);
  row >> message.at >> message.received_at;
  message.status = next_status(row);
  message.error = next_error(row);
  row >> message.provider_id;
  if (message.provider_id && message.provider_id->starts_with("part:")) message.provider_id.reset();  // ours
  row >> message.clerk >> message.automatic >> message.revision;
  return message;
}

Media read_media(db::Row& row, const Access& db) {
  Media media;
  media.state =
      next_named(row, {MediaState::pending, MediaState::stored, MediaState::lost, MediaState::refused});
  row >> media.mime_type >> media.size >> media.sha256 >> media.file_name >> media.voice >> media.animated;
  row >> media.duration >> media.transcript;
  if (media.state == MediaState::stored && media.sha256 && is_media_digest(*media.sha256)) {
    media.path = media_path(db.store(), *media.sha256).string();
  }
  return media;
}

Location read_location(db::Row& row) {
  Location location;
  row >> location.latitude >> location.longitude >> location.name >> location.address;
  return location;
}

CardLine read_card(db::Row& row) {
  CardLine line;
  row >> line.card >> line.kind >> line.label >> line.value;
  return line;
}

Amendment read_amendment(db::Row& row) {
  Amendment amendment;
  amendment.kind = next_named(row, {AmendmentKind::reaction, AmendmentKind::edit, AmendmentKind::revoke});
  row >> amendment.text >> amendment.at;
  return amendment;
}

}  // namespace urp::store
