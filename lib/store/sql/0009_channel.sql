-- All kinds of messages out; templates, blocks and read receipts; what WhatsApp says of the channel, and what it costs.

CREATE TABLE template (                    -- as WhatsApp last told; the natural key is name and language
  name TEXT NOT NULL,
  language TEXT NOT NULL,                  -- as approved: it, en_US
  status TEXT NOT NULL,                    -- APPROVED, PENDING, REJECTED, PAUSED, DISABLED ...
  category TEXT NOT NULL,                  -- UTILITY, MARKETING, AUTHENTICATION
  named INTEGER NOT NULL CHECK (named IN (0, 1)),  -- {{nome}} rather than {{1}}
  header_format TEXT,                      -- TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION; null: none
  header TEXT,
  body TEXT NOT NULL,
  footer TEXT,
  reason TEXT,                             -- why it was rejected
  quality TEXT,                            -- GREEN, YELLOW, RED
  unknown_part TEXT,                       -- CAROUSEL ...: a component that urp cannot fill in
  synced_at INTEGER NOT NULL,              -- real clock
  PRIMARY KEY (name, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE template_button (
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  place INTEGER NOT NULL,                  -- from 0, as WhatsApp counts
  kind TEXT NOT NULL,                      -- QUICK_REPLY, URL, PHONE_NUMBER ...
  text TEXT NOT NULL,
  url TEXT,
  PRIMARY KEY (name, language, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE template_parameter (          -- of a message that is a template; its name and language are facts
  message INTEGER NOT NULL REFERENCES message (id),
  place TEXT NOT NULL,                     -- body.nome, header.1, button.0
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE upload (                      -- what WhatsApp keeps of ours for 30 days, by content
  number INTEGER NOT NULL REFERENCES number (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  mime_type TEXT NOT NULL,
  media_id TEXT NOT NULL,
  at INTEGER NOT NULL,                     -- real clock
  PRIMARY KEY (number, sha256, mime_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_receipt (                -- blue ticks that are to be shown: one a person, for the newest message
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  wamid TEXT NOT NULL,
  wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),  -- 0: WhatsApp was told, or would not hear
  at INTEGER NOT NULL,                     -- real clock: since when it is wanted
  not_before INTEGER NOT NULL,             -- real clock
  PRIMARY KEY (contact, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX read_receipt_wanted ON read_receipt (not_before) WHERE wanted = 1;

ALTER TABLE contact ADD COLUMN blocked_at INTEGER;
ALTER TABLE contact ADD COLUMN blocked_until INTEGER;       -- null: until somebody unblocks
ALTER TABLE contact ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;  -- messages kept without a ticket while blocked
CREATE INDEX contact_blocked ON contact (blocked_until) WHERE blocked = 1;

CREATE TABLE block_wish (                  -- what WhatsApp is to be told of a person
  contact INTEGER PRIMARY KEY REFERENCES contact (id),
  block INTEGER NOT NULL CHECK (block IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('wanted', 'done', 'failed')),
  at INTEGER NOT NULL,                     -- real clock
  not_before INTEGER NOT NULL,             -- real clock
  tries INTEGER NOT NULL DEFAULT 0,
  code INTEGER,
  why TEXT
) STRICT;
CREATE INDEX block_wish_wanted ON block_wish (not_before) WHERE state = 'wanted';

CREATE TABLE channel_event (               -- what WhatsApp says of account, number and templates
  id INTEGER PRIMARY KEY,
  journal INTEGER NOT NULL REFERENCES journal (id),
  at INTEGER NOT NULL,
  field TEXT NOT NULL,                     -- account_update, phone_number_quality_update ...
  event TEXT NOT NULL,                     -- as WhatsApp names it
  subject TEXT NOT NULL,                   -- template and language, a number, or ''
  text TEXT NOT NULL,                      -- for people, in WhatsApp's words
  alert INTEGER NOT NULL CHECK (alert IN (0, 1)),
  settled_at INTEGER                       -- an alert that a later event took back
) STRICT;
CREATE INDEX channel_event_alert ON channel_event (at) WHERE alert = 1 AND settled_at IS NULL;
CREATE INDEX channel_event_subject ON channel_event (field, subject) WHERE alert = 1 AND settled_at IS NULL;

CREATE TABLE responder (                   -- conversations that WhatsApp gives to another responder than urp
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  field TEXT NOT NULL,                     -- under which their words come: standby
  role TEXT,                               -- of the other, as WhatsApp calls it
  since INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  messages INTEGER NOT NULL,               -- of the citizen since then: kept without a ticket
  PRIMARY KEY (contact, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE priced (                      -- delivered messages by category, as WhatsApp reports them
  number INTEGER NOT NULL REFERENCES number (id),
  month TEXT NOT NULL,                     -- 2026-11, by the office's calendar
  category TEXT NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY (number, month, category)
) STRICT, WITHOUT ROWID;
ALTER TABLE delivery ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;

ALTER TABLE channel ADD COLUMN daily_limit INTEGER;  -- people outside their window in 24 h; null: not told, -1: none

CREATE TABLE turned_away (                 -- requests that the door did not let in
  day TEXT NOT NULL,                       -- 2026-11-30, by the office's calendar
  status INTEGER NOT NULL,                 -- of HTTP: 401 a wrong signature, 408 cut off before its end ...
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (day, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (                       -- each cause is told once in a day
  cause TEXT PRIMARY KEY,
  told_at INTEGER NOT NULL                 -- real clock
) STRICT, WITHOUT ROWID;
