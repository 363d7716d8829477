// triage_state.hpp: the keys of `urp triage`: what a key means where the clerk is. Pure: the office is
// touched by triage.cpp alone.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "keys.hpp"

namespace urp::cli {

/// What is asked, typed or chosen; the first ones are begun by a key of their own.
enum class Purpose {
  none,
  answer,
  canned,
  similar,
  route,    // to the service that is proposed
  service,  // to another one
  note,
  kind,
  tag,
  flag,
  urgent,
  later,
  close,
  media,
  whole_thread,
  link,
  search,
  undo,
  next,
  previous,
  quit,
  help,
  // steps that follow
  ground,    // of the flag
  hide,      // or only flag
  preview,   // of a text that was not typed just now
  closed,    // the window: knock, park, draft
  meanwhile  // the citizen wrote while the clerk did
};

/// The key that begins something, and what it is called in the list of keys.
struct TriageKey {
  char key;  // '\r' is ENTER
  Purpose purpose;
  const char* label;  // translated with _()
};
std::span<const TriageKey> triage_keys();

struct TriageState {
  enum class Mode { browse, line, menu, choice, help };
  Mode mode = Mode::browse;
  Purpose purpose = Purpose::none;
  LineInput line;
  std::size_t items = 0;  // of the menu
  std::string letters;    // of the choice; ENTER means the first
  int scroll = 0;         // lines back from the end of the thread
};
void browse(TriageState& state);
void ask_line(TriageState& state, Purpose purpose, std::string text = {});
void ask_menu(TriageState& state, Purpose purpose, std::size_t items);
void ask_choice(TriageState& state, Purpose purpose, std::string letters);

/// The sign in front of an item: 1 ... 9, a ... z.
char menu_sign(std::size_t item);
constexpr std::size_t most_items = 35;

struct Command {
  enum class Kind {
    none,     // nothing to do, or only to draw anew
    begin,    // purpose
    typed,    // purpose, text
    editor,   // purpose, text: on with it in the editor
    picked,   // purpose, item
    chosen,   // purpose, letter, item: its place among the letters
    dropped,  // purpose, text: the clerk thought better of it
    suspend,
    hung_up,  // purpose, text: what was being typed
  };
  Kind kind = Kind::none;
  Purpose purpose = Purpose::none;
  std::string text{};
  std::size_t item = 0;
  char letter = 0;
  friend bool operator==(const Command&, const Command&) = default;
};
/// Moves the state and says what is to be done. Afterwards the state is browsing, unless the step goes on.
Command press(TriageState& state, const Key& key);

}  // namespace urp::cli
