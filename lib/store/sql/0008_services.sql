-- What was handed to the competent services, and the letters that told them.

CREATE TABLE dispatch (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  service TEXT NOT NULL,                   -- slug
  lead INTEGER NOT NULL CHECK (lead IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN (      -- of its first letter, until it is answered or recalled
    'by_hand', 'queued', 'sending', 'sent', 'delivered', 'answered', 'failed', 'uncertain', 'recalled')),
  at INTEGER NOT NULL,                     -- office clock
  sent_at INTEGER,
  due_at INTEGER,                          -- the ticket's legal term on that day
  answered_at INTEGER,
  note TEXT,                               -- of the clerk, for the service
  clerk TEXT NOT NULL,
  first INTEGER,                           -- only these messages; null: the whole thread
  last INTEGER,
  token TEXT UNIQUE                        -- of the address that its letters are answered to; null: no mail
) STRICT;
CREATE INDEX dispatch_ticket ON dispatch (ticket);
CREATE INDEX dispatch_unsettled ON dispatch (state) WHERE state IN ('queued', 'sending', 'failed', 'uncertain');

CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  dispatch INTEGER NOT NULL REFERENCES dispatch (id),
  kind TEXT NOT NULL CHECK (kind IN ('dossier', 'reminder', 'recall')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'cancelled')),
  at INTEGER NOT NULL,                     -- office clock
  queued_at INTEGER NOT NULL,              -- real clock, as not_before
  not_before INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),  -- it failed, and another server said so
  error_code INTEGER,
  error_text TEXT
) STRICT;
CREATE INDEX letter_dispatch ON letter (dispatch);
CREATE INDEX letter_unsent ON letter (state, not_before) WHERE state IN ('queued', 'sending', 'failed', 'uncertain');

CREATE TABLE letter_attempt (              -- one try of one letter; committed before the first byte
  id INTEGER PRIMARY KEY,
  letter INTEGER NOT NULL REFERENCES letter (id),
  token TEXT NOT NULL UNIQUE,              -- stands in its Message-ID
  claimed_at INTEGER NOT NULL,             -- real clock
  at INTEGER NOT NULL,                     -- office clock
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'accepted', 'not_sent', 'refused', 'lost')),
  code INTEGER                             -- of SMTP
) STRICT;
CREATE INDEX letter_attempt_letter ON letter_attempt (letter);
CREATE INDEX letter_attempt_open ON letter_attempt (id) WHERE outcome = 'open';

CREATE TABLE mail (                        -- what came in; a receipt and a bounce say something of a letter
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,             -- of body, sender and Message-ID: the same mail twice is one
  at INTEGER NOT NULL,                     -- office clock
  received_at INTEGER NOT NULL,            -- real clock
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'auto_reply', 'receipt', 'bounce')),
  state TEXT NOT NULL CHECK (state IN ('filed', 'aside', 'dismissed', 'destroyed')),  -- aside: nobody knows where it belongs
  dispatch INTEGER REFERENCES dispatch (id),
  ticket INTEGER REFERENCES ticket (id),
  message INTEGER REFERENCES message (id), -- the note that holds its words
  message_id TEXT,
  from_name TEXT,
  from_mail TEXT,
  subject TEXT,
  preview TEXT,
  reason TEXT,                             -- why a clerk dismissed it
  body BLOB                                -- all of it: while it is in no ticket, and where more was in it than was read
) STRICT;
CREATE INDEX mail_aside ON mail (id, state) WHERE state IN ('aside', 'dismissed');
