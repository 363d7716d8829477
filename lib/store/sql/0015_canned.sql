-- Which answers were made of what the office wrote beforehand: how often, and when last.

CREATE TABLE canned_use (
  name TEXT NOT NULL,                      -- as urp.toml called it then
  message INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (name, message)
) STRICT, WITHOUT ROWID;
