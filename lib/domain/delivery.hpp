// delivery.hpp: the state machine of an outgoing message, as a function of values. Each row of
// its table is one case here; everything that is not named leaves the message where it is.
#pragma once

#include <optional>
#include <string_view>

#include <urp/message.hpp>

namespace urp {

enum class DeliveryEvent {
  claim,             // by the sender: committed before the first byte
  not_sent,          // no byte left this machine
  again,             // refused with a code that means: surely not taken, later
  stop,              // refused with a code that stops the channel
  refused,           // refused for good, for this message
  accepted,          // 200 with a wamid
  lost,              // a byte left and no whole answer came
  found_sending,     // by whoever takes the sender lock: its former holder died in the middle
  window_is_closed,  // found at the claim, for a clerk's answer
  expired_unsent,    // an automatic message or a notice whose time is over, or whose window closed
  release,           // the citizen wrote: what was parked may leave
  cancel,            // taken back, opted out, blocked, erased
  told_sent,         // statuses of the provider
  told_delivered,
  told_read,
  told_failed,  // of the latest attempt
  give_up,      // a clerk settles an uncertain one
  resend,       // a clerk wants it sent again
};

/// Where the event takes the message; nothing when it changes nothing. `final` is set when it was the
/// provider who said that the message failed: then only a clerk's resend moves it, or the news that it
/// arrived.
std::optional<Delivery> next_delivery(Delivery from, bool final, DeliveryEvent event);

/// What a status of a webhook means; nothing for words that urp does not know ("deleted", "in_orbit").
std::optional<DeliveryEvent> told(std::string_view status);

/// Whether an earlier message in this state holds back the person's next one.
bool holds_back(Delivery delivery);

}  // namespace urp
