// reply_flow.hpp: from the durable row to the last line: what leaves is seen, rests, may be taken back, is
// waited for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/reply.hpp>

#include "interrupt.hpp"
#include "invocation.hpp"

namespace urp::cli {

/// What leaves for one person, once it has rested.
struct Leaving {
  std::vector<MessageRef> messages;
  std::string to, text;            // as the person gets it
  std::vector<std::string> files;  // beside the text
};
Leaving leaving(const ReplyRequest& request, const ReplyResult& result);

/// What rests at this terminal: [reply] hold and a second more, because the sender counts in whole seconds
/// and ctrl-C must be good to the end. 0 where nobody looks.
Seconds resting_time(Invocation& call, Seconds hold);

enum class Rested { left_to_service, over, taken_back };
/// Shows persons and texts; `urp undo` knows them from now on. Where somebody else sends, that is all. Else
/// counts `hold` down, and ctrl-C takes everything back.
Rested let_rest(Invocation& call, const std::vector<Leaving>& people, Seconds hold, HeldInterrupt& interrupt);
/// Says what `take_back` came to; the words are drafts. Throws conflict when everything has left.
void print_taken_back(Invocation& call, const TakenBack& taken);

/// The row is durable: it rests, is sent, is waited for (`wait`, as typed), is printed. Throws interrupted
/// alone, and what --wait cannot find out.
void follow(Invocation& call, const ReplyRequest& request, const ReplyResult& result,
            const std::optional<std::string>& wait, HeldInterrupt& interrupt);

enum class WhenClosed { knock, park, draft };
WhenClosed ask_when_closed(TicketId ticket, bool can_knock);

}  // namespace urp::cli
