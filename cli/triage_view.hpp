// triage_view.hpp: the screen of `urp triage`, for any size. Pure: values in, lines out.
#pragma once

#include <string>
#include <vector>

#include <urp/desk/thread.hpp>

#include "raw_terminal.hpp"
#include "terminal.hpp"
#include "triage_state.hpp"

namespace urp::cli {

/// Everything that stands on the screen.
struct TriagePicture {
  const ShowResult* shown = nullptr;  // none: nothing left
  std::string me;                     // the clerk
  std::int64_t waiting = 0;           // cases of our turn
  std::string done;                   // "3 answered, 1 put off"
  std::string proposed;               // the service and why, or empty
  std::string similar;                // the best of what was answered before, or empty
  std::vector<std::string> text;      // what is about to leave, or what a question is about
  std::vector<std::string> items;     // of the menu
  std::string question;               // above the line, the menu or the choice
  std::string message;                // what was done last, or went wrong
};

struct TriageLook {
  const TerminalStyle& style;
  const Zone& zone;
  TimePoint now;
};

/// As many lines as the screen has; the keys are always on it.
Frame triage_frame(const TriagePicture& picture, const TriageState& state, const TriageLook& style);
/// The same for a screen reader: the thread whole, everything once, and no more than there is.
std::vector<std::string> triage_lines(const TriagePicture& picture, const TriageState& state,
                                      const TriageLook& style);

}  // namespace urp::cli
