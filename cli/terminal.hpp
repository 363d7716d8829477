// terminal.hpp: what the output looks like: a screen for people or lines for programs, how wide, which marks
// and colours.
#pragma once

#include <string>
#include <string_view>

#include <urp/settings.hpp>

namespace urp::cli {

/// Characters that carry meaning; each has a word beside it or in the last line of the screen.
struct Marks {
  std::string_view in, out, note, event;
  std::string_view waiting, parked, sent, delivered, failed, unsure, cancelled;
  std::string_view edited, withdrawn, quote, open_quote, close_quote, bullet, rule;
};

struct TerminalStyle {
  bool screen = false;  // laid out for a person; else one line an item, tab-separated
  int width = 80;
  int height = 24;
  bool colour = false;
  bool unicode = true;
  bool live = false;   // a real terminal, that may be paged and redrawn
  bool links = false;  // that understands hyperlinks (OSC 8), and so does its pager
  std::string pager;

  const Marks& marks() const;
  std::string bold(std::string_view text) const;
  std::string dim(std::string_view text) const;
  std::string red(std::string_view text) const;
  std::string struck(std::string_view text) const;  // a line through it
  /// The text as a link to `target`; put on after measuring. What is no plain address is no link.
  std::string link(std::string_view text, std::string_view target) const;
};

/// Colour: --color, NO_COLOR, CLICOLOR_FORCE, [ui] colour, else a real terminal has it. Throws usage.
TerminalStyle detect_terminal_style(const std::string& color_option, const Settings::Ui& ui);

/// Columns for messages on standard error; 0: nobody reads them on a terminal.
int message_width();

}  // namespace urp::cli
