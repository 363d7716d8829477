-- Moderation: who flagged a message and why; and what was taken out of sight, piece by piece, so that it can be
-- put back, destroyed or handed over.

CREATE TABLE flag (                        -- message.ground and message.hidden are its face in lists
  message INTEGER PRIMARY KEY REFERENCES message (id),
  note TEXT,
  clerk TEXT NOT NULL,
  at INTEGER NOT NULL                      -- office clock
) STRICT;
CREATE INDEX flag_at ON flag (at);

CREATE TABLE sealed (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message (id),
  piece TEXT NOT NULL,                     -- text, file_name, transcript, location, card, fact, amendment
  place TEXT,                              -- which one: line of a card, name of a fact, id of an amendment
  value ANY,                               -- as it stood; closed to a key: hexadecimal
  sealed_to TEXT                           -- the public key, hexadecimal; null: in the open
) STRICT;
CREATE INDEX sealed_message ON sealed (message);

CREATE TABLE redaction (                   -- a message in which words are masked
  message INTEGER PRIMARY KEY REFERENCES message (id),
  clerk TEXT NOT NULL,
  at INTEGER NOT NULL                      -- office clock
) STRICT;

CREATE TABLE redacted (                    -- each piece as it stood, and the words that are masked in all of them
  message INTEGER NOT NULL REFERENCES message (id),
  piece TEXT NOT NULL,                     -- words, text, edit, transcript, file_name, place ...
  place TEXT NOT NULL,                     -- which one: line of a card, name of a fact, id of an edit; '' where there is one
  value TEXT NOT NULL,
  PRIMARY KEY (message, piece, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE suspicion (                   -- what a rule of [moderation] says of a message; nobody has judged it yet
  message INTEGER PRIMARY KEY REFERENCES message (id),
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  rule TEXT NOT NULL CHECK (rule IN ('words', 'links', 'flood')),
  word TEXT,                               -- of the list
  at INTEGER NOT NULL                      -- office clock
) STRICT;
CREATE INDEX suspicion_ticket ON suspicion (ticket);
CREATE INDEX suspicion_at ON suspicion (at);

CREATE TABLE warning (                     -- what `flag --warn` sent: once per case and ground
  sent INTEGER PRIMARY KEY REFERENCES message (id),
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  ground TEXT NOT NULL,
  about INTEGER NOT NULL REFERENCES message (id),
  clerk TEXT NOT NULL,
  at INTEGER NOT NULL                      -- office clock
) STRICT;
CREATE INDEX warning_ticket ON warning (ticket, ground);

CREATE INDEX message_strike ON message (contact, ground) WHERE ground IS NOT NULL;
