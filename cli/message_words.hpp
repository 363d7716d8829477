// message_words.hpp: one message in words, for a person: text, media, delivery, what happened
// afterwards.
#pragma once

#include <string>
#include <vector>

#include <urp/desk/media.hpp>
#include <urp/message.hpp>
#include <urp/time.hpp>

#include "terminal.hpp"
#include "thread_blocks.hpp"

namespace urp::cli {

struct Telling {
  const TerminalStyle& style;
  const Zone& zone;
  TimePoint now;
};

/// `◀` citizen, `▶` us, `=` note.
std::string direction_mark(const TerminalStyle& style, Direction direction);
/// A note that was taken back: its words stay, with a line through them.
bool is_struck(const Message& message);
/// The lines of a block, unwrapped: `maria: Grazie ...`, `[3 photos, 1.2 MB]  «Ecco»`, `↳ on 415/1:`.
std::vector<std::string> block_lines(const MessageBlock& block, const Telling& telling);
/// `✓✓ read 10:40`, `✗ FAILED: why`; empty for what was not sent by us.
std::string delivery_words(const Message& message, const Telling& telling);
/// Beneath an uncertain message: why it stays, and the two commands that settle it; else empty.
std::vector<std::string> delivery_remedy(const Message& message);
/// `[3 photos, 1.2 MB]`, with what became of them.
std::string media_label(const MessageBlock& block);
/// The same of one attachment of a list.
std::string media_label(const MediaItem& item);
/// Where a stored attachment is: [media] link, else its file; empty when it is not here.
std::string media_target(const Media& media);

}  // namespace urp::cli
