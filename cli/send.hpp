// send.hpp: what verbs do once a message is in the outbox: send it if nobody else does, and say how far it
// came.
#pragma once

#include <urp/desk/look.hpp>
#include <urp/message.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// One pass over the outbox, if no other process sends and this login may read the token. Trouble is told on
/// standard error and changes nothing: the row is durable, and the service sends it.
void send_now(Invocation& call);

/// What a clerk wrote down: `415/8 (Maria Serra): words`, number and direction for programs, or the document.
void print_entered(Invocation& call, MessageRef ref, const std::string& words);
/// The message and how far it came: a line for people, tab-separated for programs, or the JSON document.
void print_outgoing(Invocation& call, const MessageView& view);

}  // namespace urp::cli
