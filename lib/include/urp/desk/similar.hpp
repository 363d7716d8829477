// similar.hpp: answered cases like one, and what was answered: the memory of the office.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

/// An answer that was given to a case like this one.
struct SimilarAnswer {
  Ticket ticket;                // the likest case that got it
  MessageRef message;           // of the citizen there
  std::string words;            // what they wrote
  MessageRef answer;            // ours
  std::string text, clerk;      // of the answer
  TimePoint at{};               // of the answer
  double score = 0;             // BM25: the higher, the liker
  std::vector<TicketId> cases;  // all like cases that got these words, the likest first
};
struct SimilarRequest {
  TicketId ticket;
  std::size_t limit = 5;
};
struct SimilarResult {
  TicketId ticket;
  std::vector<std::string> words;   // what was asked for, the rarest first
  std::vector<std::string> common;  // of them: in more messages than were looked at
  int looked_at = 0;                // of such a word only so many messages, the newest
  std::vector<SimilarAnswer> answers;
};
/// The best first; each case once, cases with the same answer as one. Hidden and erased words are neither
/// asked for nor found. Throws not_found.
URP_API SimilarResult similar_answers(Office& office, const SimilarRequest& request);

}  // namespace urp
