// undo.hpp: takes back what a command did, by the audit entries that it left and by nothing else.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <urp/api.hpp>
#include <urp/error.hpp>
#include <urp/event.hpp>
#include <urp/office.hpp>

namespace urp {

/// A stretch of the audit chain, the last entry included.
struct EventSpan {
  EventId first, last;
};

/// The entries of what this clerk decided through this Office after `since`, oldest first. What follows by
/// itself, and what was taken back at once, is none.
URP_API std::vector<EventSpan> list_deeds(Office& office, EventId since = {});

struct UndoRequest {
  std::vector<EventSpan> deeds;  // of one command
  bool dry_run = false;
};
/// One decision, as its entry tells it.
struct Undone {
  Event deed;
  std::vector<MessageRef> messages;  // of an answer: those that will not leave
};
struct UndoResult {
  std::vector<Undone> done;  // the last one first
  std::vector<std::pair<Event, Error>>
      failed;  // conflict: it has left, somebody changed it since, or it stays
};
/// Each decision behind a savepoint, the last one first. The words of answers are kept as drafts where there
/// is none. Throws not_found when the entries are not this clerk's.
URP_API UndoResult undo(Office& office, const UndoRequest& request);

struct LoggedDeed {
  Undone what;
  std::optional<std::int64_t> undo;  // taken back by the so manieth `undo` from now
  std::optional<Error> why;          // why not; neither: a later command stays, and is in the way
};
/// What these commands did, the last one first, and what `undo` would do with them one after the other;
/// nothing is changed.
URP_API std::vector<LoggedDeed> list_undoable(Office& office,
                                              std::span<const std::vector<EventSpan>> commands);

/// What it was done to: 415/9 of a message, URP-415, c57.
URP_API std::vector<std::string> undone_names(const Undone& undone);

}  // namespace urp
