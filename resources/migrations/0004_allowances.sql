-- What administrators have vouched for, and what an error was about. An empty line ends a statement.
CREATE TABLE allowances (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('function', 'foreign table')),
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  -- SHA-256 of definition and owner, in hexadecimal.
  fingerprint TEXT NOT NULL,
  owner TEXT NOT NULL,
  language TEXT NOT NULL,
  is_security_definer INTEGER NOT NULL,
  allowed_by TEXT NOT NULL,
  allowed_at INTEGER NOT NULL,
  UNIQUE (connection_key, kind, name)
) STRICT;

ALTER TABLE attempts ADD COLUMN error_subject TEXT;
