-- Full text. search_text holds the words, search_index only the index over them; both follow the cursor.

CREATE TABLE search_text (
  id INTEGER PRIMARY KEY,                  -- the message's own id; for the names of a contact minus the contact's
  message INTEGER REFERENCES message (id), -- null: the names of a contact
  contact INTEGER NOT NULL REFERENCES contact (id),
  body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
  body, content = 'search_text', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE cursor (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO cursor (name, value) VALUES ('indexed_message', 0), ('indexed_contact_revision', 0);
