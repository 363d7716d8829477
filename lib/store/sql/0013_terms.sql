-- When the legal term of a case rested, why, and who said so. ticket.term_due_at follows from it.

CREATE TABLE term_suspension (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  ground TEXT NOT NULL CHECK (ground IN ('third-parties', 'information')),
  since INTEGER NOT NULL,                  -- office clock
  resumed_at INTEGER CHECK (resumed_at >= since),  -- null: it ends by itself after as many days as its ground allows
  clerk TEXT NOT NULL,
  resumed_by TEXT,
  note TEXT,
  CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
) STRICT;
CREATE INDEX term_suspension_ticket ON term_suspension (ticket);
