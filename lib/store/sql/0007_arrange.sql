-- Split, merge, link. A message keeps its ticket and number for ever; shown_in says in whose thread it stands.

ALTER TABLE message ADD COLUMN shown_in INTEGER REFERENCES ticket (id);
CREATE INDEX message_shown_in ON message (shown_in, at) WHERE shown_in IS NOT NULL;
CREATE INDEX message_moved ON message (ticket, seq) WHERE shown_in IS NOT NULL;

ALTER TABLE ticket ADD COLUMN merged_into INTEGER REFERENCES ticket (id);
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE ticket_link (                 -- other citizens' cases of the same matter; both ways
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  other INTEGER NOT NULL REFERENCES ticket (id),
  PRIMARY KEY (ticket, other)
) STRICT, WITHOUT ROWID;
