-- Who answered in which words, what models took for it, and the vectors of texts. An empty line ends a statement.
ALTER TABLE attempts ADD COLUMN provider TEXT NOT NULL DEFAULT '';

ALTER TABLE attempts ADD COLUMN raw_answer TEXT NOT NULL DEFAULT '';

-- Before this version nobody else gave answers.
UPDATE attempts SET provider = 'examples' WHERE generated_at IS NOT NULL;

-- The percentiles of the metrics are read off these two in order.
CREATE INDEX attempts_by_time_to_sql ON attempts (generated_at - created_at)
WHERE generated_at IS NOT NULL AND status <> 'failed_generation';

CREATE INDEX attempts_by_run_time ON attempts (execution_milliseconds) WHERE status = 'success';

-- One row an answered request to a model.
CREATE TABLE usage (
  id INTEGER PRIMARY KEY,
  attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL
) STRICT;

CREATE INDEX usage_by_attempt ON usage (attempt_id);

CREATE INDEX usage_by_model ON usage (model, prompt_tokens, completion_tokens);

CREATE TABLE vectors (
  model TEXT NOT NULL,
  -- SHA-256 of the embedded text in UTF-8.
  hash BLOB NOT NULL,
  -- float32, little-endian.
  vector BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (model, hash)
) STRICT;

CREATE INDEX vectors_by_length ON vectors (model, length(vector));
