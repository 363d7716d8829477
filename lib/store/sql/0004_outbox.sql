-- What must go out. The state is message.status; here is what sending needs besides.

CREATE TABLE outbox (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  rank INTEGER NOT NULL,                   -- 0 urgent notices, 1 answers and automatic messages, 2 other notices
  queued_at INTEGER NOT NULL,              -- real clock
  not_before INTEGER NOT NULL,             -- real clock: hold, back-off
  tries INTEGER NOT NULL DEFAULT 0,        -- in a row without success: for the back-off
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),  -- failed, and the provider said so
  given_up INTEGER NOT NULL DEFAULT 0 CHECK (given_up IN (0, 1)),
  refusal TEXT,                            -- what its last failure means: unreachable, template_trouble ...
  waiting_since INTEGER,                   -- the ticket's before this answer: given back when the answer fails
  state_before TEXT,                       -- the ticket's: given back when this answer is taken back
  composed INTEGER NOT NULL DEFAULT 0 CHECK (composed IN (0, 1)),  -- urp put the words together: no clerk misses them
  idempotency_key TEXT UNIQUE,             -- reply --key
  content_digest BLOB                      -- of what was asked under that key
) STRICT;

-- Over what is under way alone; the queries repeat the WHERE to the letter.
CREATE INDEX message_in_flight ON message (contact, id) WHERE status IN ('queued', 'sending');
CREATE INDEX message_parked ON message (contact, id) WHERE status = 'parked';

CREATE TABLE attempt (                     -- one try of one message; committed before the first byte
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES message (id),
  contact INTEGER NOT NULL REFERENCES contact (id),
  token TEXT NOT NULL UNIQUE,              -- 128 random bits, hex: goes out as biz_opaque_callback_data
  claimed_at INTEGER NOT NULL,             -- real clock: pace and limits
  at INTEGER NOT NULL,                     -- office clock: what people are shown
  ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'accepted', 'not_sent', 'refused', 'lost')),
  http INTEGER,
  code INTEGER,
  wamid TEXT
) STRICT;
CREATE INDEX attempt_message ON attempt (message);
CREATE INDEX attempt_open ON attempt (id) WHERE outcome = 'open';
CREATE INDEX attempt_claimed ON attempt (claimed_at);
CREATE INDEX attempt_wamid ON attempt (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX attempt_contact ON attempt (contact, claimed_at);

CREATE TABLE channel (                     -- whether we may send, per business number
  number INTEGER PRIMARY KEY REFERENCES number (id),
  stopped_since INTEGER,                   -- null: sending is allowed
  reason TEXT,
  code INTEGER,
  subcode INTEGER,
  token_digest BLOB,                       -- of the token that was refused: another one starts the channel again
  next_probe INTEGER,                      -- real clock
  probes INTEGER NOT NULL DEFAULT 0,
  hold_until INTEGER NOT NULL DEFAULT 0    -- real clock: the whole number rests (rate codes)
) STRICT;

CREATE TABLE person_hold (                 -- one person rests (pair rate)
  contact INTEGER PRIMARY KEY REFERENCES contact (id),
  until INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE opt_out (                     -- who stopped the office's marketing at WhatsApp
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  at INTEGER NOT NULL,
  source TEXT NOT NULL,                    -- the code with which WhatsApp refused a message, or user_preferences
  PRIMARY KEY (contact, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE opt_in (                      -- when they last allowed it again: an older stop that comes late is nothing
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (contact, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (                       -- what a clerk typed and could not send; survives the editor
  clerk TEXT NOT NULL,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (clerk, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (                     -- who looks at a ticket or writes in it now: shown, and the editor's lock
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  clerk TEXT NOT NULL,
  editing INTEGER NOT NULL CHECK (editing IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (ticket, clerk)
) STRICT, WITHOUT ROWID;

CREATE TABLE media_fetch (                 -- back-off of what must be fetched
  message INTEGER PRIMARY KEY REFERENCES message (id),
  tries INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,             -- real clock
  give_up_at INTEGER NOT NULL,             -- WhatsApp keeps the bytes seven days
  why TEXT
) STRICT;
