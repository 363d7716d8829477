// overdue.hpp: domain/deadlines as SQL, for lists and counts of many tickets. `t` is the ticket's alias with
// its dot; each ? is now.
#pragma once

/// is_past() of a ticket that is somebody's turn.
#define URP_SQL_PAST(t) \
  "((" t "first_answered_at IS NULL AND " t "first_answer_due_at < ?) OR " t "term_due_at < ?)"

/// When next_deadline() ends; what has none comes last.
#define URP_SQL_NEXT_DEADLINE(t)                      \
  "min(iif(" t "first_answered_at IS NULL, ifnull(" t \
  "first_answer_due_at, 9e15), 9e15),"                \
  " ifnull(" t "term_due_at, 9e15))"
