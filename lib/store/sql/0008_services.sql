-- What was handed to the competent services. The mails themselves are rows of their own, later.

CREATE TABLE dispatch (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  service TEXT NOT NULL,                   -- slug
  lead INTEGER NOT NULL CHECK (lead IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'by_hand', 'sent', 'failed', 'answered', 'recalled')),
  at INTEGER NOT NULL,                     -- office clock
  sent_at INTEGER,
  due_at INTEGER,                          -- the ticket's legal term on that day
  answered_at INTEGER,
  note TEXT,                               -- of the clerk, for the service
  clerk TEXT NOT NULL,
  first INTEGER,                           -- only these messages; null: the whole thread
  last INTEGER
) STRICT;
CREATE INDEX dispatch_ticket ON dispatch (ticket);
