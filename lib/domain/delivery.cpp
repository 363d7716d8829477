#include "domain/delivery.hpp"

namespace urp {
namespace {

using D = Delivery;

/// queued, sending, uncertain < sent < delivered < read; -1: not on the way.
int rank(D delivery) {
  switch (delivery) {
    case D::queued:
    case D::parked:
    case D::sending:
    case D::uncertain:
    case D::failed:
    case D::cancelled:
      return 0;
    case D::sent:
      return 1;
    case D::delivered:
      return 2;
    case D::read:
      return 3;
  }
  return 0;
}

/// A status only moves forward; out of cancelled, failed (ours) and given up it means: it went out after all.
/// Out of a failure that the provider told, only what reached the person does: it arrived after all.
std::optional<D> raise(D from, bool final, D to) {
  if (from == D::failed && final && to == D::sent) return std::nullopt;
  if (rank(to) <= rank(from)) return std::nullopt;
  return to;
}

std::optional<D> only(D from, D wanted, D to) {
  return from == wanted ? std::optional(to) : std::nullopt;
}

}  // namespace

std::optional<Delivery> next_delivery(Delivery from, bool final, DeliveryEvent event) {
  switch (event) {
    case DeliveryEvent::claim:
      return only(from, D::queued, D::sending);
    case DeliveryEvent::window_is_closed:
      return only(from, D::queued, D::parked);
    case DeliveryEvent::release:
      return only(from, D::parked, D::queued);
    case DeliveryEvent::not_sent:
    case DeliveryEvent::again:
    case DeliveryEvent::stop:
      return only(from, D::sending, D::queued);
    case DeliveryEvent::refused:
      return only(from, D::sending, D::failed);
    case DeliveryEvent::accepted:
      return only(from, D::sending, D::sent);
    case DeliveryEvent::lost:
    case DeliveryEvent::found_sending:
      return only(from, D::sending, D::uncertain);
    case DeliveryEvent::expired_unsent:
      return only(from, D::queued, D::failed);
    case DeliveryEvent::cancel:
      if (from == D::queued || from == D::parked) return D::cancelled;
      return std::nullopt;
    case DeliveryEvent::told_sent:
      return raise(from, final, D::sent);
    case DeliveryEvent::told_delivered:
      return raise(from, final, D::delivered);
    case DeliveryEvent::told_read:
      return raise(from, final, D::read);
    case DeliveryEvent::told_failed:
      if (from == D::queued || from == D::sending || from == D::uncertain || from == D::sent)
        return D::failed;
      return std::nullopt;
    case DeliveryEvent::give_up:
      return only(from, D::uncertain, D::failed);
    case DeliveryEvent::resend:
      if (from == D::uncertain || from == D::failed) return D::queued;
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<DeliveryEvent> told(std::string_view status) {
  if (status == "sent") return DeliveryEvent::told_sent;
  if (status == "delivered") return DeliveryEvent::told_delivered;
  if (status == "read" || status == "played") return DeliveryEvent::told_read;
  if (status == "failed") return DeliveryEvent::told_failed;
  return std::nullopt;
}

bool holds_back(Delivery delivery) {
  return delivery == D::queued || delivery == D::sending;
}

}  // namespace urp
