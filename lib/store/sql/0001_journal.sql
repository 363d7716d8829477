-- What was received, before anything is made of it. Times are UTC seconds.

CREATE TABLE number (                      -- business numbers; ours and, apart, others of the account
  id INTEGER PRIMARY KEY,
  phone_number_id TEXT NOT NULL UNIQUE,    -- '' stands for bodies that name none
  display TEXT                             -- the number itself, digits, as bodies name it
) STRICT;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL,            -- office clock: a rehearsal's arrival, too
  digest INTEGER NOT NULL,                 -- first 8 bytes of SHA-256 of the body as it came: finds repetitions
  body BLOB NOT NULL,
  cut INTEGER NOT NULL DEFAULT 0 CHECK (cut IN (0, 1))  -- 1: what was somebody's in it was destroyed
) STRICT;
CREATE INDEX journal_digest ON journal (digest);

CREATE TABLE journal_part (                -- so that one person's part can be cut out, and one part tried again
  journal INTEGER NOT NULL REFERENCES journal (id),
  part INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  kind TEXT NOT NULL,                      -- message, amendment, status, identity, channel, unknown
  outcome TEXT NOT NULL CHECK (outcome IN ('projected', 'duplicate', 'kept', 'unhandled', 'erased')),
  reason TEXT,
  PRIMARY KEY (journal, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_part_unhandled ON journal_part (journal) WHERE outcome = 'unhandled';

-- Who did what. The chain is over hashes of salted details, so a detail can be destroyed and the chain still verifies.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,    -- so that the last ones cannot be cut off without a trace
  at INTEGER NOT NULL,                     -- office clock
  recorded_at INTEGER NOT NULL,            -- real clock
  clerk TEXT NOT NULL,
  login TEXT NOT NULL,
  verb TEXT NOT NULL,
  ticket INTEGER,
  message INTEGER,                         -- its number inside the ticket
  detail_digest BLOB NOT NULL,             -- SHA-256(salt || body)
  hash BLOB NOT NULL                       -- SHA-256(previous hash || every other column)
) STRICT;
CREATE INDEX event_ticket ON event (ticket, at) WHERE ticket IS NOT NULL;

CREATE TABLE event_detail (
  event INTEGER PRIMARY KEY REFERENCES event (id),
  salt BLOB NOT NULL,
  body TEXT NOT NULL                       -- lines of field, before, after
) STRICT;

-- What the database is: settled by the first configuration that names a number. No other one sends from it.
CREATE TABLE made_for (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  phone_number_id TEXT NOT NULL,
  machine TEXT NOT NULL,                   -- where it was when it last sent: a copy that stands elsewhere is one
  path TEXT NOT NULL,
  inode INTEGER NOT NULL
) STRICT;
