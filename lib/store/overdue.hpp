// overdue.hpp: domain/deadlines as SQL, for lists and counts of many tickets. `t` is the ticket's alias with
// its dot; the ? is now.
#pragma once

/// When next_deadline() ends; what has none comes last. Indexes of store/sql/0002_desk.sql are made of it.
#define URP_SQL_NEXT_DEADLINE(t)                      \
  "min(iif(" t "first_answered_at IS NULL, ifnull(" t \
  "first_answer_due_at, 9e15), 9e15),"                \
  " ifnull(" t "term_due_at, 9e15))"

/// is_past() of a ticket that is somebody's turn.
#define URP_SQL_PAST(t) "(" URP_SQL_NEXT_DEADLINE(t) " < ?)"
