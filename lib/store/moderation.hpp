// moderation.hpp: flags, and the sealing of what is hidden. Readers of messages leave out what is hidden by
// themselves; here its words leave their tables too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/moderate.hpp>

#include "store/access.hpp"

namespace urp::store {

/// A message as moderation looks at it.
struct FlagView {
  MessageId id;
  TicketId ticket;
  ContactId contact;
  Direction direction = Direction::in;
  std::optional<std::string> status, ground;
  bool hidden = false;
};
/// Throws not_found.
FlagView get_flag_view(const Access& db, MessageRef ref);

void put_flag(Writer& db, MessageId message, Ground ground, const std::optional<std::string>& note);
void remove_flag(Writer& db, MessageId message);

/// Whether words are out of sight: of what comes for it, too.
bool is_moderated(const Access& db, MessageId message);

/// Everything that was said leaves the message, its index entry and the ticket's preview.
void hide_message(Writer& db, const FlagView& message);
/// And comes back as it was.
void reveal_message(Writer& db, const FlagView& message);
/// What came for a message: sealed at once when it is hidden.
void seal_if_hidden(Writer& db, MessageId message);

std::optional<Flag> find_flag(const Access& db, MessageId message);
/// The newest first.
std::vector<Flag> list_flags(const Access& db, std::optional<Ground> ground, int limit);

}  // namespace urp::store
