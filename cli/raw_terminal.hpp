// raw_terminal.hpp: the terminal as single keys and whole screens: the one file with termios in it.
#pragma once

#include <termios.h>

#include <chrono>
#include <csignal>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graphics.hpp"
#include "keys.hpp"

namespace urp::cli {

/// A screen, from its top, and where the cursor stands (from 0).
struct Frame {
  std::vector<std::string> lines;
  int row = 0, column = 0;
};

/// While it lives, standard input gives keys, and standard output is another screen than the one before.
class RawTerminal {
 public:
  RawTerminal();
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

  void draw(const Frame& frame);
  /// The next key; `woken` when none came in time.
  Key next(std::chrono::milliseconds time);
  /// The terminal as it was before, for as long as `action` lasts: an editor, a question.
  void aside(const std::function<void()>& action);
  /// What it can show, asked once. Keys that are typed meanwhile stay keys.
  Graphics graphics();
  /// As ctrl-Z does everywhere; returns when the shell continues us.
  void suspend();

 private:
  void enter();
  void leave();
  Key signalled();
  void fill(std::chrono::milliseconds time);

  termios before_{};
  sigset_t mask_before_{};
  int signals_ = -1;
  std::optional<Graphics> graphics_;
  std::string bytes_;
  std::deque<Key> keys_;
};

/// What the terminal of this process can show, asked outside of any screen; none where there is no terminal
/// or no answer. What was typed ahead stays what the next program reads.
Graphics ask_graphics();

}  // namespace urp::cli
