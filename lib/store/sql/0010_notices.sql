-- Notices: who asked to be informed, with the evidence; one text for many, its audience frozen as rows, and what became
-- of each person's message.

CREATE TABLE subscription (                -- one consent and its end; a new consent is a new row
  id INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contact (id),
  topic TEXT NOT NULL,                     -- slug
  identity TEXT NOT NULL,                  -- under which the person spoke: kind and value
  at INTEGER NOT NULL,                     -- WhatsApp's timestamp; of a desk's entry the office clock
  message INTEGER REFERENCES message (id), -- the evidence is what the person wrote ...
  evidence TEXT,                           -- ... or what the desk has in hand
  clerk TEXT,
  text_version TEXT,                       -- of the privacy notice that held then: [privacy] version
  ended_at INTEGER,                        -- null: now
  ended_message INTEGER REFERENCES message (id),
  ended_evidence TEXT,
  ended_clerk TEXT,
  CHECK ((message IS NULL) <> (evidence IS NULL))
) STRICT;
CREATE UNIQUE INDEX subscription_now ON subscription (topic, contact) WHERE ended_at IS NULL;
CREATE INDEX subscription_contact ON subscription (contact, topic);

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,                     -- slug
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  number INTEGER NOT NULL REFERENCES number (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'done', 'cancelled')),
  text TEXT,                               -- for those with an open window
  template TEXT,                           -- for the others
  template_language TEXT,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)),  -- its people came from a file; else all who subscribed
  file_sha256 TEXT CHECK (length(file_sha256) = 64 AND file_sha256 NOT GLOB '*[^0-9a-f]*'),  -- an attachment, in the media folder
  file_name TEXT,
  file_kind TEXT,                          -- image, video, document
  file_mime_type TEXT,
  file_size INTEGER,
  expires_at INTEGER,                      -- office clock, as all times here
  due_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  scheduled_at INTEGER,
  scheduled_by TEXT,
  approval_needed INTEGER NOT NULL DEFAULT 0 CHECK (approval_needed IN (0, 1)),
  approved_at INTEGER,
  approved_by TEXT,
  started_at INTEGER,
  ended_at INTEGER,
  paused_at INTEGER,
  paused_by TEXT,                          -- null: it stopped itself
  reason TEXT,                             -- why it stopped itself
  code INTEGER,                            -- WhatsApp's
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notice_unfinished ON notice (due_at) WHERE state NOT IN ('done', 'cancelled');

CREATE TABLE notice_parameter (            -- values of the template
  notice INTEGER NOT NULL REFERENCES notice (id),
  contact INTEGER NOT NULL,                -- 0: everybody's
  key TEXT NOT NULL,                       -- as --param names it
  value TEXT NOT NULL,
  PRIMARY KEY (notice, contact, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice_recipient (            -- each person once
  notice INTEGER NOT NULL REFERENCES notice (id),
  contact INTEGER NOT NULL REFERENCES contact (id),
  status TEXT NOT NULL CHECK (status IN ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain',
                                         'skipped', 'expired', 'cancelled')),
  reason TEXT,
  code INTEGER,                            -- WhatsApp's
  message INTEGER REFERENCES message (id), -- null: nothing was tried yet
  address TEXT,                            -- phone or user id it goes to: a number that changes hands has it once
  at INTEGER NOT NULL,                     -- of the last change
  PRIMARY KEY (notice, contact)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX notice_recipient_address ON notice_recipient (notice, address) WHERE address IS NOT NULL;
CREATE INDEX notice_recipient_status ON notice_recipient (notice, status, reason, code);

ALTER TABLE message ADD COLUMN notice INTEGER REFERENCES notice (id);  -- of a notice: nobody's case
DROP INDEX message_unsent;
CREATE INDEX message_unsent ON message (status, ticket)
  WHERE status IN ('queued', 'parked', 'sending', 'failed', 'uncertain');

ALTER TABLE attempt ADD COLUMN opens INTEGER NOT NULL DEFAULT 0;  -- 1: to a person outside of the window: the daily limit
CREATE INDEX attempt_opens ON attempt (claimed_at, contact) WHERE opens = 1;

CREATE TABLE notice_author (               -- the logins that wrote or scheduled it: another one approves it
  notice INTEGER NOT NULL REFERENCES notice (id),
  login TEXT NOT NULL,
  PRIMARY KEY (notice, login)
) STRICT, WITHOUT ROWID;
