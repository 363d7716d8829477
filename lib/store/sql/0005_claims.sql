-- Claims: who holds a case, and since when nothing was done about it.

ALTER TABLE ticket ADD COLUMN clerk_moved_at INTEGER;  -- the holder's last move: a claim without one lapses

CREATE INDEX ticket_claimed ON ticket (clerk_moved_at) WHERE clerk IS NOT NULL AND waiting_since IS NOT NULL;
CREATE INDEX ticket_held ON ticket (clerk, waiting_since) WHERE clerk IS NOT NULL AND state <> 'closed';

UPDATE ticket SET clerk_moved_at = clerk_since WHERE clerk IS NOT NULL;
