// console.hpp: where a screen is drawn and keys come from: a whole terminal, or lines for a screen reader.
#pragma once

#include <functional>
#include <memory>

#include "graphics.hpp"
#include "invocation.hpp"
#include "keys.hpp"
#include "triage_view.hpp"

namespace urp::cli {

struct Console {
  std::function<void(const TriagePicture&, const TriageState&)> draw;
  /// Waits; `woken` a few times a second where a screen can be drawn again.
  std::function<Key(const TriageState&)> next;
  /// The terminal as it was before, while this lasts.
  std::function<void(const std::function<void()>&)> aside;
  std::function<void()> suspend;
  /// Which pictures it shows.
  std::function<Graphics()> graphics;
};

class RawTerminal;

/// How often a screen looks whether somebody has written.
constexpr std::chrono::milliseconds glance{250};

/// The look of the terminal as it is now: its size may have changed.
TerminalStyle present_look(Invocation& call);
Console screen_console(Invocation& call, RawTerminal& terminal);
/// Prints what is new and reads a line: its first letter is the key, or all of it the text.
Console plain_console(Invocation& call);

}  // namespace urp::cli
