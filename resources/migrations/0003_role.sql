-- On which connections statements may run as a superuser, and who says so. An empty line ends a statement.
CREATE TABLE superuser_allowances (
  -- Host, port, database and role.
  connection_key TEXT NOT NULL PRIMARY KEY,
  allowed_by TEXT NOT NULL,
  allowed_at INTEGER NOT NULL
) STRICT;
