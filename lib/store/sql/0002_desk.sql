-- Contacts, tickets, messages. One contact has many identities over time; a number that changes moves them.

CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT,                               -- given by a clerk; wins over profile_name
  profile_name TEXT,                       -- what WhatsApp says
  note TEXT,
  blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER REFERENCES contact (id)  -- the same person: what was this record's is that one's
) STRICT;
CREATE INDEX contact_revision ON contact (revision);
CREATE INDEX contact_merged ON contact (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'user_id', 'parent_user_id', 'username')),
  value TEXT NOT NULL,                     -- phone: digits only, exactly as WhatsApp writes it
  valid_from INTEGER NOT NULL,
  valid_to INTEGER                         -- null: now
) STRICT;
CREATE UNIQUE INDEX identity_now ON identity (kind, value) WHERE valid_to IS NULL;
CREATE INDEX identity_contact ON identity (contact);
CREATE INDEX identity_value ON identity (kind, value);

CREATE TABLE contact_join (                -- how the other record was before, so that they can be parted again
  contact INTEGER PRIMARY KEY REFERENCES contact (id),
  into_contact INTEGER NOT NULL REFERENCES contact (id),
  at INTEGER NOT NULL,
  name_before TEXT,
  note_before TEXT,
  blocked_before INTEGER NOT NULL
) STRICT;

CREATE TABLE joined_row (                  -- what came from the record that joined
  contact INTEGER NOT NULL REFERENCES contact (id),
  kind TEXT NOT NULL,                      -- the table
  id INTEGER NOT NULL,
  PRIMARY KEY (contact, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE likely_same (                 -- two records that may be one person: a clerk decides
  a INTEGER NOT NULL REFERENCES contact (id),
  b INTEGER NOT NULL REFERENCES contact (id),
  at INTEGER NOT NULL,
  apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)),  -- 1: they are two
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_window (              -- free text is allowed for 24 h after last_inbound_at
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  last_inbound_at INTEGER NOT NULL,        -- WhatsApp's timestamp
  closed_at INTEGER,                       -- WhatsApp said so although our arithmetic did not
  PRIMARY KEY (contact, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_window_recent ON service_window (last_inbound_at);

CREATE TABLE ticket (
  id INTEGER PRIMARY KEY AUTOINCREMENT,    -- the number cited to citizens, for ever
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  kind TEXT NOT NULL CHECK (kind IN ('request', 'report', 'complaint', 'suggestion', 'access')),
  state TEXT NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'routed', 'closed')),
  urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
  subject TEXT,
  service TEXT,                            -- slug
  clerk TEXT,
  clerk_since INTEGER,
  identified TEXT NOT NULL DEFAULT 'none' CHECK (identified IN ('none', 'declared', 'verified')),
  outcome TEXT CHECK (outcome IN ('answered', 'resolved', 'not-ours', 'rejected', 'duplicate', 'no-reply')),
  preview TEXT,                            -- last words of the citizen, cut
  messages INTEGER NOT NULL DEFAULT 0,     -- numbers given so far
  unread INTEGER NOT NULL DEFAULT 0,
  presented_at INTEGER NOT NULL,
  waiting_since INTEGER,                   -- set exactly while it is the office's turn
  last_message_at INTEGER,
  last_inbound_at INTEGER,
  first_answered_at INTEGER,
  first_answer_due_at INTEGER,
  term_due_at INTEGER,
  postponed_until INTEGER,
  closed_at INTEGER,
  linked_to INTEGER REFERENCES ticket (id),
  revision INTEGER NOT NULL DEFAULT 0,     -- the event of its last change
  next_due_at INTEGER NOT NULL GENERATED ALWAYS AS (  -- the deadline that ends next (domain/deadlines); none: 9e15
    min(iif(first_answered_at IS NULL, ifnull(first_answer_due_at, 9000000000000000), 9000000000000000),
        ifnull(term_due_at, 9000000000000000))) VIRTUAL,
  counted_day INTEGER NOT NULL GENERATED ALWAYS AS (  -- see ticket_day
    iif(state = 'waiting', ifnull(last_message_at, 9000000000000000), next_due_at) / 86400) VIRTUAL,
  CHECK ((waiting_since IS NOT NULL) = (state IN ('new', 'open'))),
  CHECK ((closed_at IS NOT NULL) = (state = 'closed'))
) STRICT;
-- Over the work in progress only; the queries repeat the WHERE to the letter.
-- With what decides "postponed" and "mine", so that the inbox never sorts the table; the columns after waiting_since
-- hardly ever change while a ticket waits.
CREATE INDEX ticket_waiting ON ticket (urgent DESC, waiting_since, postponed_until, clerk) WHERE waiting_since IS NOT NULL;
CREATE INDEX ticket_waiting_contact ON ticket (contact, number, waiting_since, postponed_until)
  WHERE waiting_since IS NOT NULL;
CREATE INDEX ticket_postponed ON ticket (postponed_until) WHERE waiting_since IS NOT NULL AND postponed_until IS NOT NULL;
CREATE INDEX ticket_routed ON ticket (state, service) WHERE state = 'routed';
CREATE INDEX ticket_silent ON ticket (state, last_message_at) WHERE state = 'waiting';
CREATE INDEX ticket_unread ON ticket (unread) WHERE unread > 0;
CREATE INDEX ticket_unclosed ON ticket (state, presented_at) WHERE state <> 'closed';
CREATE INDEX ticket_waiting_due ON ticket (urgent DESC, next_due_at) WHERE waiting_since IS NOT NULL;
CREATE INDEX ticket_routed_due ON ticket (urgent DESC, next_due_at) WHERE state = 'routed';
CREATE INDEX ticket_contact ON ticket (contact, last_message_at);
CREATE INDEX ticket_presented ON ticket (presented_at);
CREATE INDEX ticket_recent ON ticket (last_message_at);
CREATE INDEX ticket_revision ON ticket (revision);
CREATE INDEX ticket_linked ON ticket (linked_to) WHERE linked_to IS NOT NULL;  -- asked with each new case, for its key
CREATE INDEX ticket_closed ON ticket (closed_at) WHERE state = 'closed';

-- How many there are, kept with every change, so that the counts of the day cost the same however many there are.
CREATE TABLE ticket_tally (
  state TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  clerk TEXT NOT NULL,                     -- '' is nobody's
  service TEXT NOT NULL,                   -- '' when it is not known
  tickets INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  PRIMARY KEY (state, urgent, clerk, service)
) STRICT, WITHOUT ROWID;
-- Whatever becomes late or silent by itself, by the day of it: only the cases of one day are looked at.
CREATE TABLE ticket_day (
  state TEXT NOT NULL,
  day INTEGER NOT NULL,                    -- since 1970, UTC: of the next deadline; of the last message while the citizen has the turn
  tickets INTEGER NOT NULL,
  PRIMARY KEY (state, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ticket_tally_add AFTER INSERT ON ticket
BEGIN
  INSERT INTO ticket_tally VALUES (NEW.state, NEW.urgent, ifnull(NEW.clerk, ''), ifnull(NEW.service, ''), 1, NEW.unread)
  ON CONFLICT DO UPDATE SET tickets = tickets + 1, unread = unread + excluded.unread;
  INSERT INTO ticket_day VALUES (NEW.state, NEW.counted_day, 1) ON CONFLICT DO UPDATE SET tickets = tickets + 1;
END;
CREATE TRIGGER ticket_tally_take AFTER DELETE ON ticket
BEGIN
  UPDATE ticket_tally SET tickets = tickets - 1, unread = unread - OLD.unread
  WHERE state = OLD.state AND urgent = OLD.urgent AND clerk = ifnull(OLD.clerk, '') AND service = ifnull(OLD.service, '');
  UPDATE ticket_day SET tickets = tickets - 1 WHERE state = OLD.state AND day = OLD.counted_day;
END;
CREATE TRIGGER ticket_tally_move AFTER UPDATE OF state, urgent, clerk, service, unread ON ticket
WHEN OLD.state <> NEW.state OR OLD.urgent <> NEW.urgent OR OLD.clerk IS NOT NEW.clerk OR OLD.service IS NOT NEW.service
  OR OLD.unread <> NEW.unread
BEGIN
  INSERT INTO ticket_tally VALUES (NEW.state, NEW.urgent, ifnull(NEW.clerk, ''), ifnull(NEW.service, ''), 1, NEW.unread)
  ON CONFLICT DO UPDATE SET tickets = tickets + 1, unread = unread + excluded.unread;
  UPDATE ticket_tally SET tickets = tickets - 1, unread = unread - OLD.unread
  WHERE state = OLD.state AND urgent = OLD.urgent AND clerk = ifnull(OLD.clerk, '') AND service = ifnull(OLD.service, '');
END;
CREATE TRIGGER ticket_day_move
AFTER UPDATE OF state, last_message_at, first_answered_at, first_answer_due_at, term_due_at ON ticket
WHEN OLD.state <> NEW.state OR OLD.counted_day <> NEW.counted_day
BEGIN
  INSERT INTO ticket_day VALUES (NEW.state, NEW.counted_day, 1) ON CONFLICT DO UPDATE SET tickets = tickets + 1;
  UPDATE ticket_day SET tickets = tickets - 1 WHERE state = OLD.state AND day = OLD.counted_day;
END;
CREATE TRIGGER ticket_tally_none AFTER UPDATE ON ticket_tally WHEN NEW.tickets = 0
BEGIN
  DELETE FROM ticket_tally
  WHERE state = NEW.state AND urgent = NEW.urgent AND clerk = NEW.clerk AND service = NEW.service;
END;
CREATE TRIGGER ticket_day_none AFTER UPDATE ON ticket_day WHEN NEW.tickets = 0
BEGIN
  DELETE FROM ticket_day WHERE state = NEW.state AND day = NEW.day;
END;

CREATE TABLE ticket_tag (
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (ticket, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_tag_tag ON ticket_tag (tag, ticket);

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket INTEGER REFERENCES ticket (id),   -- null: the contact's own
  seq INTEGER,                             -- its number inside the ticket, given on arrival, for ever
  contact INTEGER NOT NULL REFERENCES contact (id),
  number INTEGER NOT NULL REFERENCES number (id),
  wamid TEXT,                              -- null until WhatsApp gave one
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'note')),
  type TEXT NOT NULL,
  purpose TEXT CHECK (purpose IN (         -- what it is for, when it is no part of the conversation
    'subscription', 'survey',              -- of a topic; of how content they are
    'receipt', 'closed', 'reminder')),     -- automatic: welcome, receipt and away in one; case closed; still waiting
  text TEXT,
  quote INTEGER REFERENCES message (id),
  quote_wamid TEXT,                        -- what it quotes, also when we do not know it (yet)
  at INTEGER NOT NULL,                     -- WhatsApp's timestamp
  received_at INTEGER NOT NULL,
  journal INTEGER REFERENCES journal (id),
  status TEXT CHECK (status IN ('queued', 'parked', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'cancelled')),
  error_code INTEGER,
  error_text TEXT,
  clerk TEXT,
  automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1)),
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  ground TEXT,
  revision INTEGER NOT NULL DEFAULT 0,
  UNIQUE (number, wamid),
  CHECK ((ticket IS NULL) = (seq IS NULL))
) STRICT;
CREATE INDEX message_ticket ON message (ticket, at) WHERE ticket IS NOT NULL;
CREATE INDEX message_loose ON message (contact, at) WHERE ticket IS NULL;
CREATE INDEX message_flagged ON message (ticket, ground) WHERE ground IS NOT NULL;
CREATE INDEX message_quote_waiting ON message (quote_wamid) WHERE quote IS NULL AND quote_wamid IS NOT NULL;
CREATE INDEX message_revision ON message (revision);
CREATE INDEX message_unsent ON message (status)
  WHERE status IN ('queued', 'parked', 'sending', 'failed', 'uncertain');

CREATE TABLE media (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  provider_id TEXT,
  url TEXT,                                -- valid for five minutes from received_at
  declared_sha256 TEXT,                    -- the provider's, base64; what it covers is not known for certain
  mime_type TEXT,
  file_name TEXT,
  voice INTEGER NOT NULL DEFAULT 0 CHECK (voice IN (0, 1)),
  animated INTEGER NOT NULL DEFAULT 0 CHECK (animated IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('pending', 'stored', 'lost', 'refused')),
  size INTEGER,
  sha256 TEXT CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),  -- of the stored bytes: its place on disk
  duration INTEGER,
  transcript TEXT
) STRICT;
CREATE INDEX media_pending ON media (message) WHERE state = 'pending';
CREATE INDEX media_lost ON media (message) WHERE state = 'lost';

CREATE TABLE location (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  name TEXT,
  address TEXT
) STRICT;

CREATE TABLE card_line (                   -- shared contact cards, line by line; nobody is made a contact by them
  message INTEGER NOT NULL REFERENCES message (id),
  line INTEGER NOT NULL,
  card INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT,
  value TEXT NOT NULL,
  PRIMARY KEY (message, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_fact (                -- what else WhatsApp says: forwarded, payload, referral_url, group ...
  message INTEGER NOT NULL REFERENCES message (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (message, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment (                   -- reactions, edits, withdrawals; the original stays
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL REFERENCES number (id),
  wamid TEXT NOT NULL,
  target_wamid TEXT NOT NULL,
  target INTEGER REFERENCES message (id),  -- null: not known (yet)
  contact INTEGER REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('reaction', 'edit', 'revoke')),
  text TEXT,
  by_office INTEGER NOT NULL DEFAULT 0 CHECK (by_office IN (0, 1)),  -- from the office's own telephone
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (number, wamid)
) STRICT;
CREATE INDEX amendment_contact ON amendment (contact);
CREATE INDEX amendment_target ON amendment (target) WHERE target IS NOT NULL;
CREATE INDEX amendment_waiting ON amendment (target_wamid) WHERE target IS NULL;

CREATE TABLE delivery (                    -- statuses as WhatsApp told them, also of messages that are not ours
  number INTEGER NOT NULL REFERENCES number (id),
  wamid TEXT NOT NULL,
  status TEXT NOT NULL,
  recipient TEXT NOT NULL DEFAULT '',      -- of a group's participant; else ''
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  token TEXT,                              -- our biz_opaque_callback_data
  error_code INTEGER,
  error_text TEXT,
  refusal TEXT,                            -- what the code means
  category TEXT,
  billable INTEGER,
  PRIMARY KEY (number, wamid, status, recipient)
) STRICT, WITHOUT ROWID;
