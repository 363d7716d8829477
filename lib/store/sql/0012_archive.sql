-- The public record: references to the register, which stay as they were entered, and cases that may be published.

CREATE TABLE protocol_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  register TEXT NOT NULL,
  year INTEGER NOT NULL,
  number TEXT NOT NULL CHECK (length(number) >= 7 AND number NOT GLOB '*[^0-9]*'),  -- DPR 445/2000, art. 57
  registered_on TEXT NOT NULL,             -- 2026-11-23
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),  -- of the transcript that day
  clerk TEXT NOT NULL,
  at INTEGER NOT NULL,                     -- office clock
  UNIQUE (register, year, number)
) STRICT;
CREATE INDEX protocol_entry_ticket ON protocol_entry (ticket);
CREATE TRIGGER protocol_entry_stays BEFORE UPDATE ON protocol_entry
  BEGIN SELECT RAISE(ABORT, 'an entry of the register is never changed'); END;
CREATE TRIGGER protocol_entry_remains BEFORE DELETE ON protocol_entry
  BEGIN SELECT RAISE(ABORT, 'an entry of the register is never removed'); END;

CREATE TABLE publication (                 -- approved for the open data
  ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
  public_id TEXT NOT NULL UNIQUE,          -- what stands there instead of the number, which the citizen knows
  clerk TEXT NOT NULL,
  at INTEGER NOT NULL                      -- office clock
) STRICT;
