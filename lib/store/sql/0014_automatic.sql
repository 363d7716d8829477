-- What the office says by itself.

CREATE TABLE automatic_due (               -- one row a case and occasion: nothing is said twice, whoever is killed when
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  occasion TEXT NOT NULL CHECK (occasion IN ('presented', 'word', 'closed', 'waiting')),
  since INTEGER NOT NULL,                  -- office clock: when it happened, the last time
  not_before INTEGER,                      -- office clock; null: it was said, or will not be
  PRIMARY KEY (ticket, occasion)
) STRICT, WITHOUT ROWID;
CREATE INDEX automatic_due_when ON automatic_due (not_before) WHERE not_before IS NOT NULL;

-- For the month's budget; notices have their own limits. The query repeats the WHERE to the letter.
CREATE INDEX message_automatic ON message (at) WHERE automatic = 1 AND notice IS NULL;

CREATE TABLE survey (                      -- each case is asked about once, and the first answer counts
  ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
  message INTEGER NOT NULL UNIQUE REFERENCES message (id),  -- the question
  asked_at INTEGER NOT NULL,               -- office clock
  answer TEXT CHECK (answer IN ('good', 'fair', 'bad')),
  answered_at INTEGER,
  CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX survey_asked ON survey (asked_at);
