// moderated.hpp: which messages are out of sight, as one database of the office knows it, so that another one
// (an older backup, a journal projected anew) hides them too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/moderation.hpp"
#include "store/withheld.hpp"

namespace urp::store {

struct Moderated {
  std::string phone_number_id, wamid;  // empty: WhatsApp has no name for it
  FlagView message;                    // as that database numbers it
  int number = 0;
  TimePoint at{};
  std::optional<std::string> note, clerk;  // of the flag
  std::optional<TimePoint> flagged_at;
  std::vector<std::string> masked;  // words
};
/// Hidden, or redacted.
std::vector<Moderated> list_moderated(const Access& db);

/// Those of the messages after this one that stand in the register, as it says.
std::vector<Moderated> list_moderated(const Access& db, const std::vector<Withheld>& register_lines,
                                      MessageId after);

struct SameMessage {
  FlagView view;
  std::optional<MessageRef> ref;  // none: it is in no case here
};
/// The same message here: by the name that WhatsApp gave it; else by its number, place and time.
std::optional<SameMessage> find_same(const Access& db, const Moderated& other);

/// What is missing of it is done here too. False: nothing was.
bool hide_too(Writer& db, const SameMessage& message, const Moderated& other);
bool redact_too(Writer& db, const SameMessage& message, const Moderated& other);

}  // namespace urp::store
