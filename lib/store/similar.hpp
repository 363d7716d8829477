// similar.hpp: messages with a word, and what a clerk answered to them. Every question ends at a limit, so
// that a large archive costs no more than a small one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/ids.hpp>

#include "store/access.hpp"

namespace urp::store {

/// The newest `limit` messages with this word; `fresh`: what gather_fresh() said.
std::vector<MessageId> list_with_word(const Access& db, const std::string& word, int limit, bool fresh);
/// About how many messages there are.
std::int64_t estimate_messages(const Access& db);

/// A citizen's message of a case that a clerk answered after it, and the first such answer.
struct AnsweredMessage {
  TicketId thread;     // that shows both
  MessageRef message;  // the citizen's
  std::string words;
  MessageRef answer;
  std::string text;
  std::optional<std::string> clerk;
  TimePoint at{};  // of the answer
};
/// None: it is not a citizen's, hidden, of the case `but`, or nobody answered with words that left.
std::optional<AnsweredMessage> find_answered(const Access& db, MessageId message, TicketId but);

}  // namespace urp::store
