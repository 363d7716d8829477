// watch_inbox.hpp: the inbox as a screen that follows what happens.
#pragma once

#include <functional>

#include <urp/desk/inbox.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// The list for a terminal of this look, and how it is drawn.
struct WatchedInbox {
  std::function<InboxResult(const TerminalStyle&)> list;
  std::function<void(Printer&, const InboxResult&)> show;
  bool bell = false;  // when a case of ours comes or is written in
};
/// Until q or ctrl-C. Throws interrupted when the terminal went away.
void watch_inbox(Invocation& call, const WatchedInbox& inbox);

}  // namespace urp::cli
