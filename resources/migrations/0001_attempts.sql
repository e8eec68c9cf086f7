-- Questions and statements with what became of them, the manifests of stored results, and the rate limit's memory.
-- Times are milliseconds since 1970 in UTC. An empty line ends a statement (Migrator), so a trigger holds none.
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id TEXT NOT NULL,
  connection_key TEXT NOT NULL,
  question TEXT NOT NULL,
  sql TEXT NOT NULL,
  explanation TEXT NOT NULL,
  tables TEXT NOT NULL CHECK (json_valid(tables)),
  examples TEXT NOT NULL CHECK (json_valid(examples)),
  status TEXT NOT NULL CHECK (status IN ('generating', 'not_executed', 'failed_generation', 'running', 'success',
                                         'failed_execution', 'timed_out', 'cancelled')),
  created_at INTEGER,
  generated_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  row_count INTEGER NOT NULL,
  execution_milliseconds INTEGER NOT NULL,
  is_capped INTEGER NOT NULL,
  is_partial INTEGER NOT NULL,
  has_result INTEGER NOT NULL,
  error_code TEXT,
  error_detail TEXT,
  error_sqlstate TEXT,
  error_hint TEXT,
  error_position INTEGER,
  -- The lock file of the program that wrote the row last.
  process_lock TEXT NOT NULL
) STRICT;

CREATE INDEX attempts_by_user ON attempts (user_id, status);

CREATE INDEX attempts_by_status ON attempts (status);

-- Three characters in a row, whatever their case: finds words and parts of words in every script.
CREATE VIRTUAL TABLE attempts_search USING fts5(question, sql, content = 'attempts', content_rowid = 'id',
                                                tokenize = 'trigram');

CREATE TRIGGER attempts_search_insert AFTER INSERT ON attempts BEGIN
  INSERT INTO attempts_search (rowid, question, sql) VALUES (new.id, new.question, new.sql);
END;

CREATE TRIGGER attempts_search_delete AFTER DELETE ON attempts BEGIN
  INSERT INTO attempts_search (attempts_search, rowid, question, sql)
  VALUES ('delete', old.id, old.question, old.sql);
END;

CREATE TRIGGER attempts_search_update AFTER UPDATE OF question, sql ON attempts
WHEN old.question IS NOT new.question OR old.sql IS NOT new.sql BEGIN
  INSERT INTO attempts_search (attempts_search, rowid, question, sql)
  VALUES ('delete', old.id, old.question, old.sql);
  INSERT INTO attempts_search (rowid, question, sql) VALUES (new.id, new.question, new.sql);
END;

CREATE TABLE results (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
  -- [{"name": ..., "oid": ..., "type": ...}]
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  row_count INTEGER NOT NULL,
  page_size INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('complete', 'capped', 'cancelled', 'partial')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE questions_asked (
  user_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;

CREATE INDEX questions_asked_by_user ON questions_asked (user_id, asked_at);
