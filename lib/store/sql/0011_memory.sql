-- What the office may no longer know, and what it must keep: erasures, holds, destructions.

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- Part of every backup from the first day on: whoever was erased is known again in an older one.
INSERT INTO secret (name, value) VALUES ('erasure', randomblob(32));

CREATE TABLE erased_detail (               -- payloads of the audit chain that were destroyed on purpose
  event INTEGER PRIMARY KEY REFERENCES event (id),
  erasure INTEGER NOT NULL                 -- the event that says so
) STRICT;

CREATE TABLE erasure (                     -- who was erased: nothing of them but keyed hashes
  key BLOB NOT NULL,                       -- SHA-256(secret, kind, value) of an identity; of the record itself: of its number
  at INTEGER NOT NULL,                     -- office clock: what the person wrote later is a new person's
  contact INTEGER NOT NULL,                -- of the office's records, which may be younger than a restored backup
  PRIMARY KEY (key, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE withheld (                    -- what an older backup must not bring back: no word of it
  what TEXT NOT NULL CHECK (what IN ('hidden', 'masked', 'case', 'bodies', 'mail')),
  key BLOB NOT NULL,                       -- SHA-256(secret, kind, name) of the message, case, delivery or mail
  at INTEGER NOT NULL,                     -- real clock
  event INTEGER NOT NULL,                  -- that says so: of one second the later counts
  how TEXT NOT NULL,                       -- ground and clerk; spans; class and authorisation; first and last; 'shown': taken back
  PRIMARY KEY (what, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE parting (                     -- what WhatsApp is still to be told of somebody who was erased; gone with that
  id INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('unblock', 'forget')),
  address BLOB NOT NULL,                   -- a nonce, then phone and user id, closed
  at INTEGER NOT NULL,                     -- real clock
  not_before INTEGER NOT NULL,             -- real clock
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE hold (                        -- nothing of this person is destroyed
  contact INTEGER PRIMARY KEY REFERENCES contact (id),
  at INTEGER NOT NULL,                     -- office clock
  until INTEGER,                           -- null: until somebody takes it back
  reason TEXT,
  clerk TEXT NOT NULL
) STRICT;

CREATE TABLE destroyed (                   -- cases whose content was destroyed, without it
  ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
  at INTEGER NOT NULL,                     -- office clock
  class TEXT,                              -- of [[retention]]; null: the person was erased
  authorisation TEXT,                      -- its number, where the class asks for one
  messages INTEGER NOT NULL,
  media INTEGER NOT NULL
) STRICT;

CREATE TABLE doomed_media (                -- bytes that no row names any more: on their way out of the folder
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT, WITHOUT ROWID;

CREATE TABLE destruction (                 -- people, bodies of the journal and mails that were destroyed for their age
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,                     -- office clock
  class TEXT NOT NULL CHECK (class IN ('contacts', 'journal', 'mail')),
  authorisation TEXT,                      -- its number, where the class asks for one
  number INTEGER NOT NULL                  -- how many
) STRICT;
