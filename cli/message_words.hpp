// message_words.hpp: one message or event in words, for a person: text, media, delivery, what happened
// afterwards.
#pragma once

#include <string>
#include <vector>

#include <urp/event.hpp>
#include <urp/message.hpp>
#include <urp/time.hpp>

#include "terminal.hpp"
#include "thread_blocks.hpp"

namespace urp::cli {

struct Telling {
  const Look& look;
  const Zone& zone;
  TimePoint now;
};

/// `◀` citizen, `▶` us, `=` note.
std::string direction_mark(const Look& look, Direction direction);
/// The lines of a block, unwrapped: `maria: Grazie ...`, `[3 photos, 1.2 MB]  «Ecco»`, `↳ on 415/1:`.
std::vector<std::string> block_lines(const MessageBlock& block, const Telling& telling);
/// `✓✓ read`, `✗ FAILED: why`; empty for what was not sent by us.
std::string delivery_words(const Message& message, const Look& look);
/// What the clerk can do about it: the commands that settle an uncertain message; else empty.
std::string delivery_remedy(const Message& message);
/// `maria takes the ticket`
std::string event_words(const Event& event);

}  // namespace urp::cli
