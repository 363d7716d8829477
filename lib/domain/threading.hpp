// threading.hpp: which ticket a citizen's message belongs to, and whose turn it then is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <urp/settings.hpp>
#include <urp/ticket.hpp>

#include "domain/part.hpp"

namespace urp {

/// A ticket of the same contact, as far as the rules look at it.
struct Candidate {
  TicketId id;
  TicketState state = TicketState::open_new;
  std::optional<TimePoint> last_message_at, closed_at;
};

/// A sticker, or a text of nothing but courtesy words, emoji and punctuation.
bool is_courtesy(const Settings::Threading& threading, const InboundMessage& message);
/// Keyword of a topic, or STOP (in Italian or English) for all of them.
bool is_subscription_word(const Settings& settings, const InboundMessage& message);
/// Ticket numbers that a text names as URP-123, `URP 123` or `urp123`, with any dash, in order.
std::vector<TicketId> named_tickets(std::string_view text);

struct Placement {
  enum class Kind { join, open_new, loose } kind = Kind::open_new;
  std::optional<TicketId> ticket;     // to join
  std::optional<TicketId> linked_to;  // the former case of a new one
  bool takes_turn = true;             // the office must act now
};

/// `addressed` is the ticket that the message quotes or names, if it is the contact's own. `candidates` are
/// the contact's tickets, the most recently active first.
Placement place_message(const Settings& settings, const InboundMessage& message, TimePoint at,
                        const std::optional<Candidate>& addressed, std::span<const Candidate> candidates);

/// WhatsApp's timestamp rules, unless it is missing, later than the arrival by more than five minutes, or
/// older than WhatsApp itself (2009): then the arrival counts.
TimePoint trusted_time(std::optional<TimePoint> claimed, TimePoint arrival);

/// What one sender sends within a minute of what came before is one album.
bool same_burst(std::optional<TimePoint> before, TimePoint at);

/// What the inbox shows of a message: its words, or `[image]`, `[voice] words`; several media of one burst
/// are gathered as `[3 image, voice]`. At most 300 bytes, whole characters.
std::string make_preview(const InboundMessage& message, std::string_view former, bool same_burst);

}  // namespace urp
