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
  value ANY                                -- as it stood
) STRICT;
CREATE INDEX sealed_message ON sealed (message);
