// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/StaticSql.h"

/// What RoleProbe asks, in the order of RoleProbe.cpp's reading, the same on PostgreSQL 13 to 18. Functions are
/// qualified for the reason that CatalogueSql.h gives. Rights are those of the current role and of what it inherits
/// from; attributes and memberships are the session user's, too, since it can always go back to itself.
namespace sqlai::pg::rolesql {

inline constexpr StaticSql role(R"sql(
SELECT current_user::text, pg_catalog.current_database()::text,
    pg_catalog.bool_or(r.rolsuper), pg_catalog.bool_or(r.rolcreaterole), pg_catalog.bool_or(r.rolcreatedb),
    pg_catalog.bool_or(r.rolreplication), pg_catalog.bool_or(r.rolbypassrls),
    pg_catalog.current_setting('default_transaction_read_only') = 'on',
    (SELECT s.reset_val FROM pg_catalog.pg_settings s WHERE s.name = 'statement_timeout'),
    (SELECT pg_catalog.pg_has_role(d.datdba, 'USAGE') FROM pg_catalog.pg_database d
      WHERE d.datname = pg_catalog.current_database()),
    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY'),
    pg_catalog.has_database_privilege('public', pg_catalog.current_database(), 'TEMPORARY')
  FROM pg_catalog.pg_roles r WHERE r.rolname IN (current_user, session_user)
)sql");

/// Rows: 'path', 'power', 'superuser' or 'other', and a name. Membership counts even where it is not inherited, since
/// SET ROLE takes it; 'other' is who can be reached by that alone.
inline constexpr StaticSql names(R"sql(
SELECT 'path', u.name::text, u.i
  FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS u(name, i)
  WHERE NOT pg_catalog.starts_with(u.name::text, 'pg_temp')
UNION ALL
SELECT 'power', r.rolname::text, 0::int8
  FROM pg_catalog.pg_roles r
  WHERE r.rolname IN ('pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files',
      'pg_execute_server_program', 'pg_signal_backend', 'pg_signal_autovacuum_worker', 'pg_maintain', 'pg_checkpoint',
      'pg_create_subscription')
    AND (pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER') OR pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
UNION ALL
SELECT 'superuser', r.rolname::text, 0::int8
  FROM pg_catalog.pg_roles r
  WHERE r.rolsuper
    AND (pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER') OR pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
UNION ALL
SELECT 'other', r.rolname::text, 0::int8
  FROM pg_catalog.pg_roles r
  WHERE NOT r.rolsuper AND NOT pg_catalog.pg_has_role(current_user, r.oid, 'USAGE')
    AND (pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER') OR pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
ORDER BY 1, 3, 2
)sql");

/// The server's own schemas, those of temporary tables among them, begin with pg_.
inline constexpr StaticSql schemas(R"sql(
SELECT n.nspname, pg_catalog.has_schema_privilege(n.oid, 'USAGE'), pg_catalog.pg_has_role(n.nspowner, 'USAGE'),
    pg_catalog.has_schema_privilege(n.oid, 'CREATE'), pg_catalog.has_schema_privilege('public', n.oid, 'CREATE')
  FROM pg_catalog.pg_namespace n
  WHERE NOT pg_catalog.starts_with(n.nspname::text, 'pg_') AND n.nspname <> 'information_schema'
  ORDER BY n.nspname
)sql");

inline constexpr StaticSql relations(R"sql(
SELECT n.nspname, c.relname, c.relkind = 'S', pg_catalog.pg_get_userbyid(c.relowner),
    pg_catalog.pg_has_role(c.relowner, 'USAGE'),
    CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT')
      ELSE pg_catalog.has_table_privilege(c.oid, 'SELECT') END,
    CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege(c.oid, 'USAGE, UPDATE')
      ELSE pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT, UPDATE') END,
    CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege('public', c.oid, 'USAGE, UPDATE')
      ELSE pg_catalog.has_table_privilege('public', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR pg_catalog.has_any_column_privilege('public', c.oid, 'INSERT, UPDATE') END,
    c.relrowsecurity
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND NOT pg_catalog.starts_with(n.nspname::text, 'pg_') AND n.nspname <> 'information_schema'
  ORDER BY n.nspname, c.relname
)sql");

/// The columns that may be read of relations that may not be read as a whole, in the order of relations.
inline constexpr StaticSql columns(R"sql(
SELECT n.nspname, c.relname, a.attname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')
    AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
    AND NOT pg_catalog.starts_with(n.nspname::text, 'pg_') AND n.nspname <> 'information_schema'
    AND a.attnum > 0::int2 AND NOT a.attisdropped
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
  ORDER BY n.nspname, c.relname, a.attnum
)sql");

/// Types outside of pg_catalog are written with their schema after this, whoever reads the script, and not by the
/// role's own path. For the rest of the transaction.
inline constexpr StaticSql pinPath("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)");

/// What can be called and is SECURITY DEFINER, is an extension's, or is the server's own and reserved or makes large
/// objects. The last column: PostgreSQL came with rights for it other than everybody's.
inline constexpr StaticSql functions(R"sql(
SELECT f.*
  FROM (
    SELECT n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid), p.oid < 16384::oid AS is_server,
        p.oid >= 16384::oid AND EXISTS (SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 1255::oid AND d.objid = p.oid AND d.deptype = 'e') AS is_extension,
        p.prosecdef AND p.oid >= 16384::oid AS is_definer,
        pg_catalog.has_function_privilege('public', p.oid, 'EXECUTE'),
        EXISTS (SELECT FROM pg_catalog.pg_init_privs i
          WHERE i.classoid = 1255::oid AND i.objoid = p.oid AND NOT EXISTS (
            SELECT FROM pg_catalog.aclexplode(i.initprivs) x WHERE x.grantee = 0::oid)) AS is_reserved
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE pg_catalog.has_function_privilege(p.oid, 'EXECUTE') AND p.prorettype NOT IN (2279::oid, 3838::oid)
  ) AS f
  WHERE f.is_definer OR f.is_extension
    OR (f.is_server AND (f.is_reserved OR f.proname IN ('lo_create', 'lo_creat', 'lo_from_bytea')))
  ORDER BY 1, 2, 3
)sql");

}
