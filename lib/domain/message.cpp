#include <urp/message.hpp>

namespace urp {

std::string_view to_name(Direction direction) {
  switch (direction) {
    case Direction::in:
      return "in";
    case Direction::out:
      return "out";
    case Direction::note:
      return "note";
  }
  return {};
}

std::string_view to_name(MediaState state) {
  switch (state) {
    case MediaState::pending:
      return "pending";
    case MediaState::stored:
      return "stored";
    case MediaState::lost:
      return "lost";
    case MediaState::refused:
      return "refused";
  }
  return {};
}

std::string_view to_name(Delivery delivery) {
  switch (delivery) {
    case Delivery::queued:
      return "queued";
    case Delivery::parked:
      return "parked";
    case Delivery::sending:
      return "sending";
    case Delivery::sent:
      return "sent";
    case Delivery::delivered:
      return "delivered";
    case Delivery::read:
      return "read";
    case Delivery::failed:
      return "failed";
    case Delivery::uncertain:
      return "uncertain";
    case Delivery::cancelled:
      return "cancelled";
  }
  return {};
}

std::string_view to_name(AmendmentKind kind) {
  switch (kind) {
    case AmendmentKind::reaction:
      return "reaction";
    case AmendmentKind::edit:
      return "edit";
    case AmendmentKind::revoke:
      return "revoke";
  }
  return {};
}

}  // namespace urp
