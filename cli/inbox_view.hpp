// inbox_view.hpp: a list of tickets as a screen and as tab-separated lines.
#pragma once

#include <string>

#include <urp/desk/inbox.hpp>

#include "printer.hpp"

namespace urp::cli {

struct InboxView {
  TimePoint now{};
  const Zone* zone = nullptr;
  bool plain = true;        // the office's turn and no other filter
  bool every_turn = false;  // a column says who waits for whom
};

void show_inbox(Printer& out, const InboxResult& result, const InboxView& view);
/// number state turn urgent waiting_since window_closes_at first_answer_due_at term_due_at clerk contact name
/// unread preview; columns are only ever appended.
void list_inbox_lines(Printer& out, const InboxResult& result, const Zone& zone);

}  // namespace urp::cli
