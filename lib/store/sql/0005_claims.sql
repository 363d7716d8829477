-- Claims: who holds a case, and since when nothing was done about it.

ALTER TABLE ticket ADD COLUMN clerk_moved_at INTEGER;  -- the holder's last move: a claim without one lapses

CREATE INDEX ticket_claimed ON ticket (clerk_moved_at) WHERE clerk IS NOT NULL AND waiting_since IS NOT NULL;
CREATE INDEX ticket_held ON ticket (clerk, waiting_since) WHERE clerk IS NOT NULL AND state <> 'closed';

UPDATE ticket SET clerk_moved_at = clerk_since WHERE clerk IS NOT NULL;

CREATE TABLE handover (                    -- put into a clerk's hands by a colleague, until the clerk looked at it
  clerk TEXT NOT NULL,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  former TEXT,                             -- who held it before
  by_clerk TEXT NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (clerk, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_ticket ON handover (ticket);
