// answers.hpp: what becomes of a ticket when a clerk's answer turns out to be none. Reactions and automatic
// messages are no answers: they leave it as it is.
#pragma once

#include <vector>

#include <urp/event.hpp>

#include "store/access.hpp"

namespace urp::store {

/// It did not arrive: the case is the office's again, waiting since before it. The changes are for the audit.
std::vector<Change> give_turn_back(Writer& db, MessageId answer);
/// It arrived after all: it is an answer again, and the citizen's turn, unless something came in between.
std::vector<Change> take_turn_again(Writer& db, MessageId answer);
/// It was parked and leaves: it stands after what the citizen wrote, and the turn is theirs.
std::vector<Change> release_answer(Writer& db, MessageId answer);
/// Taken back before it left: the case is as it was, the citizen's again when it was the citizen's before.
std::vector<Change> undo_answer(Writer& db, MessageId answer);

}  // namespace urp::store
