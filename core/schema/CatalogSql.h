// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/StaticSql.h"

// The catalogue queries of SchemaReader, for PostgreSQL 12 and later; sent in this order in one snapshot. They name
// relations by OID, so that each stays simple; putting them together is SchemaAssembler's.
namespace sqlai::schema::catalog {

/// schema: the role's own search_path. First, since the next statement sets another one.
inline constexpr pg::StaticSql searchPath(
    "SELECT s FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS u(s, o) ORDER BY o");

/// From here on no name of a user's own can stand in for the catalogue's, and user types come out qualified.
inline constexpr pg::StaticSql trustCatalogOnly("SELECT set_config('search_path', 'pg_catalog, pg_temp', true)");

/// oid, schema, name, relkind, comment, estimated rows. Partitions whose parent is listed are left out.
inline constexpr pg::StaticSql relations(R"(
WITH readable AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relispartition
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND has_schema_privilege(n.oid, 'USAGE')
      AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
)
SELECT r.oid, r.nspname, r.relname, r.relkind, obj_description(r.oid, 'pg_class'),
       CASE r.relkind
           WHEN 'v' THEN -1
           WHEN 'p' THEN coalesce((SELECT sum(leaf.reltuples) FROM pg_partition_tree(r.oid) t
                                   JOIN pg_class leaf ON leaf.oid = t.relid
                                   WHERE t.isleaf AND leaf.reltuples >= 0), -1)
           ELSE r.reltuples
       END::bigint
FROM readable r
WHERE NOT r.relispartition
   OR NOT EXISTS (SELECT FROM pg_partition_ancestors(r.oid) a JOIN readable p ON p.oid = a.relid
                  WHERE a.relid <> r.oid)
ORDER BY r.nspname, r.relname)");

/// relation, column, type, may be NULL, comment, enum type's oid or NULL (also below an array or a domain)
inline constexpr pg::StaticSql columns(R"(
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), NOT (a.attnotnull OR t.typnotnull),
       col_description(a.attrelid, a.attnum), e.oid
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_type e ON e.typtype = 'e'
     AND e.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')
ORDER BY a.attrelid, a.attnum)");

/// enum type, label
inline constexpr pg::StaticSql enumLabels("SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder");

/// constraint, relation, 'p' or 'f', column, target's schema, table and column: a row for each column, in order.
/// Copies of a parent's foreign key that stand for its partitions are left out.
inline constexpr pg::StaticSql keys(R"(
SELECT k.oid, k.conrelid, k.contype, a.attname, fn.nspname, fc.relname, fa.attname
FROM pg_constraint k
CROSS JOIN LATERAL ROWS FROM (unnest(k.conkey), unnest(k.confkey)) WITH ORDINALITY AS u(own, target, position)
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own
LEFT JOIN pg_class fc ON fc.oid = k.confrelid
LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
LEFT JOIN pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = u.target
WHERE k.contype IN ('p', 'f') AND (k.contype = 'p' OR k.conparentid = 0 OR NOT EXISTS
      (SELECT FROM pg_constraint parent WHERE parent.oid = k.conparentid AND parent.conrelid = k.conrelid))
ORDER BY k.conrelid, k.contype DESC, k.conname, u.position)");

}
