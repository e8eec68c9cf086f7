// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/StaticSql.h"

/// What CatalogueReader asks, under the role's own path, where somebody may have put functions and operators of their
/// own. Functions are therefore qualified. Types and operators need not be: pg_catalog comes first on the path, and
/// between values of exactly the types that it has an operator for, nothing else is considered; hence the casts. The
/// numbers are ObjectClass's and firstOwnOid.
namespace sqlai::pg::cataloguesql {

/// What names can stand for under the path that is set: $1, $2 schemas and names of functions, $3 'o' where
/// PostgreSQL's own are wanted too, 'n' where arguments have names, or both; $4, $5 operators; $6, $7 types; $8
/// relations, quoted. A schema is '' where the statement names none. For all statements alike, casts and operator
/// classes that somebody added and no extension owns. Rows: kind, index into the parameters, oid, xmin, four details.
///
/// A function with the very arguments of one of PostgreSQL's own is hidden by it, unless it is called by its schema or
/// with names of arguments.
inline constexpr StaticSql names(R"sql(
WITH path AS MATERIALIZED (
  SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (pg_catalog.current_schemas(true))
)
SELECT 'e', 0::int8, 0::oid, '', pg_catalog.current_setting('search_path'), current_user::text, '', ''
UNION ALL
SELECT 'f', u.i, p.oid, p.xmin::text, p.pronargs::text, p.pronargdefaults::text, (p.provariadic <> 0::oid)::text,
    t.typtype::text
  FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[]))
    WITH ORDINALITY AS u(schema, name, flags, i)
    JOIN pg_catalog.pg_proc p ON p.proname = u.name::name
    LEFT JOIN pg_catalog.pg_type t ON p.pronargs > 0::int2 AND t.oid = p.proargtypes[0]
  WHERE (p.oid >= 16384::oid OR u.flags IN ('o', 'on'))
    AND CASE u.schema
      WHEN '' THEN p.pronamespace IN (SELECT path.oid FROM path)
      ELSE p.pronamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = u.schema::name) END
    AND NOT (u.schema = '' AND u.flags IN ('', 'o') AND p.oid >= 16384::oid AND p.pronargdefaults = 0::int2
      AND p.provariadic = 0::oid AND EXISTS (
        SELECT FROM pg_catalog.pg_proc own
          WHERE own.proname = p.proname AND own.proargtypes = p.proargtypes AND own.pronamespace = 11::oid
            AND own.oid < 16384::oid))
UNION ALL
SELECT 'o', u.i, o.oid, o.xmin::text, o.oprleft::text, o.oprright::text, '', ''
  FROM ROWS FROM (pg_catalog.unnest($4::text[]), pg_catalog.unnest($5::text[])) WITH ORDINALITY AS u(schema, name, i)
    JOIN pg_catalog.pg_operator o ON o.oprname = u.name::name
  WHERE o.oid >= 16384::oid
    AND CASE u.schema
      WHEN '' THEN o.oprnamespace IN (SELECT path.oid FROM path)
      ELSE o.oprnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = u.schema::name) END
UNION ALL
SELECT 't', u.i, t.oid, t.xmin::text, '', '', '', ''
  FROM ROWS FROM (pg_catalog.unnest($6::text[]), pg_catalog.unnest($7::text[])) WITH ORDINALITY AS u(schema, name, i)
    JOIN pg_catalog.pg_type t ON t.typname = u.name::name
  WHERE t.oid >= 16384::oid
    AND CASE u.schema
      WHEN '' THEN t.typnamespace IN (SELECT path.oid FROM path)
      ELSE t.typnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = u.schema::name) END
UNION ALL
SELECT 'r', u.i, c.oid, c.xmin::text, '', '', '', ''
  FROM pg_catalog.unnest($8::text[]) WITH ORDINALITY AS u(name, i)
    JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(u.name)::oid
  WHERE c.oid >= 16384::oid
UNION ALL
SELECT 'c', 0::int8, c.oid, c.xmin::text, c.castsource::text, c.casttarget::text, c.castfunc::text, ''
  FROM pg_catalog.pg_cast c
  WHERE c.oid >= 16384::oid AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 2605::oid AND d.objid = c.oid AND d.deptype = 'e')
UNION ALL
SELECT 'k', 0::int8, k.oid, k.xmin::text, '', '', '', ''
  FROM pg_catalog.pg_opclass k
  WHERE k.oid >= 16384::oid AND k.opcintype < 16384::oid AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 2616::oid AND d.objid = k.oid AND d.deptype = 'e')
)sql");

/// Where the relations $1 lead to. Rows: from class, from oid, class, oid, xmin, detail. A row whose two ends are the
/// same tells the relation's kind, and 's' where it has row security. Of indexes, statistics, constraints and storage
/// only what they need beyond PostgreSQL's own is told: planning a query evaluates the expressions of all of them.
/// Enums are left out, since nothing runs with them.
inline constexpr StaticSql relationEdges(R"sql(
WITH r AS MATERIALIZED (
  SELECT c.oid, c.xmin, c.relkind, c.relrowsecurity FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::oid[])
), parts AS (
  SELECT r.oid AS relation, 1259::oid AS class, r.oid AS part FROM r
  UNION ALL
  SELECT r.oid, 1259::oid, i.indexrelid FROM r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
  UNION ALL
  SELECT r.oid, 3381::oid, s.oid FROM r JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = r.oid
  UNION ALL
  SELECT r.oid, 2606::oid, c.oid FROM r JOIN pg_catalog.pg_constraint c ON c.conrelid = r.oid
)
SELECT 1259::oid, r.oid, 1259::oid, r.oid, r.xmin::text,
    pg_catalog.concat(r.relkind::text, CASE WHEN r.relrowsecurity THEN 's' ELSE '' END)
  FROM r
UNION ALL
SELECT DISTINCT 1259::oid, p.relation, d.refclassid, d.refobjid, '', ''
  FROM parts p JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.part
  WHERE d.refobjid >= 16384::oid AND d.refclassid IN (1247::oid, 1255::oid, 2617::oid, 2616::oid, 2753::oid, 2601::oid)
    AND NOT (d.refclassid = 1247::oid AND EXISTS (
      SELECT FROM pg_catalog.pg_type t WHERE t.oid = d.refobjid AND t.typtype = 'e'))
UNION ALL
SELECT 1259::oid, r.oid, 2618::oid, w.oid, w.xmin::text, ''
  FROM r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid WHERE r.relkind = 'v'
UNION ALL
SELECT 1259::oid, r.oid, 3256::oid, p.oid, p.xmin::text, ''
  FROM r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid WHERE r.relrowsecurity
UNION ALL
SELECT 1259::oid, r.oid, 2604::oid, f.oid, f.xmin::text, ''
  FROM r JOIN pg_catalog.pg_attrdef f ON f.adrelid = r.oid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
  WHERE a.attgenerated = 'v'
UNION ALL
SELECT 1259::oid, r.oid, 1259::oid, h.inhrelid, '', ''
  FROM r JOIN pg_catalog.pg_inherits h ON h.inhparent = r.oid
UNION ALL
SELECT 1259::oid, r.oid, 3118::oid, r.oid, pg_catalog.concat_ws(' ', f.xmin::text, s.xmin::text, w.xmin::text), ''
  FROM r JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = r.oid
    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
)sql");

/// Where other objects lead to: $1 their classes, $2 their oids. Rows as above; a detail tells pg_depend's deptype, or
/// of an object itself prokind, or typtype with typcategory. Functions come with PostgreSQL's own among them where an
/// operator, an aggregate or an operator class is made of them.
inline constexpr StaticSql objectEdges(R"sql(
WITH n AS MATERIALIZED (
  SELECT u.c, u.o FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[])) AS u(c, o)
), families AS MATERIALIZED (
  SELECT n.c, n.o, k.opcfamily AS family FROM n JOIN pg_catalog.pg_opclass k ON n.c = 2616::oid AND k.oid = n.o
  UNION ALL
  SELECT n.c, n.o, n.o FROM n WHERE n.c = 2753::oid
)
SELECT DISTINCT n.c, n.o, d.refclassid, d.refobjid, '', d.deptype::text
  FROM n JOIN pg_catalog.pg_depend d ON d.classid = n.c AND d.objid = n.o
  WHERE d.refclassid = 3079::oid OR (d.refobjid >= 16384::oid AND d.refclassid IN (
    1247::oid, 1255::oid, 1259::oid, 2617::oid, 2616::oid, 2753::oid, 2601::oid))
UNION ALL
SELECT n.c, n.o, n.c, n.o, p.xmin::text, p.prokind::text
  FROM n JOIN pg_catalog.pg_proc p ON n.c = 1255::oid AND p.oid = n.o
UNION ALL
SELECT DISTINCT n.c, n.o, 1255::oid, f.o, '', ''
  FROM n JOIN pg_catalog.pg_aggregate g ON n.c = 1255::oid AND g.aggfnoid::oid = n.o
    CROSS JOIN LATERAL pg_catalog.unnest(ARRAY[g.aggtransfn::oid, g.aggfinalfn::oid, g.aggcombinefn::oid,
      g.aggserialfn::oid, g.aggdeserialfn::oid, g.aggmtransfn::oid, g.aggminvtransfn::oid, g.aggmfinalfn::oid]) AS f(o)
  WHERE f.o <> 0::oid
UNION ALL
SELECT n.c, n.o, n.c, n.o, t.xmin::text, pg_catalog.concat(t.typtype::text, t.typcategory::text)
  FROM n JOIN pg_catalog.pg_type t ON n.c = 1247::oid AND t.oid = n.o
UNION ALL
SELECT DISTINCT n.c, n.o, n.c, a.atttypid, '', ''
  FROM n JOIN pg_catalog.pg_type t ON n.c = 1247::oid AND t.oid = n.o
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid
  WHERE a.atttypid >= 16384::oid
UNION ALL
SELECT n.c, n.o, 2606::oid, c.oid, c.xmin::text, ''
  FROM n JOIN pg_catalog.pg_constraint c ON n.c = 1247::oid AND c.contypid = n.o
UNION ALL
SELECT n.c, n.o, 2616::oid, k.oid, k.xmin::text, ''
  FROM n JOIN pg_catalog.pg_opclass k ON n.c = 1247::oid AND k.opcintype = n.o
UNION ALL
SELECT n.c, n.o, n.c, n.o, o.xmin::text, ''
  FROM n JOIN pg_catalog.pg_operator o ON n.c = 2617::oid AND o.oid = n.o
UNION ALL
SELECT DISTINCT n.c, n.o, 1255::oid, f.o, '', ''
  FROM n JOIN pg_catalog.pg_operator o ON n.c = 2617::oid AND o.oid = n.o
    CROSS JOIN LATERAL pg_catalog.unnest(ARRAY[o.oprcode::oid, o.oprrest::oid, o.oprjoin::oid]) AS f(o)
  WHERE f.o <> 0::oid
UNION ALL
SELECT DISTINCT n.c, n.o, n.c, f.o, '', ''
  FROM n JOIN pg_catalog.pg_operator o ON n.c = 2617::oid AND o.oid = n.o
    CROSS JOIN LATERAL pg_catalog.unnest(ARRAY[o.oprcom, o.oprnegate]) AS f(o)
  WHERE f.o >= 16384::oid AND f.o <> n.o
UNION ALL
SELECT DISTINCT s.c, s.o, 1255::oid, a.amproc::oid, '', ''
  FROM families s JOIN pg_catalog.pg_amproc a ON a.amprocfamily = s.family WHERE a.oid >= 16384::oid
UNION ALL
SELECT DISTINCT s.c, s.o, 2617::oid, a.amopopr, '', ''
  FROM families s JOIN pg_catalog.pg_amop a ON a.amopfamily = s.family WHERE a.amopopr >= 16384::oid
)sql");

/// The functions that the stored expressions of rules, policies, constraints and generated columns ($1 their classes,
/// $2 their oids) call by number, PostgreSQL's own among them, which pg_depend leaves out. Rows: class, oid, function.
inline constexpr StaticSql storedCalls(R"sql(
SELECT DISTINCT e.c, e.o, m.words[1]::oid
  FROM (
    SELECT u.c, u.o, CASE u.c
        WHEN 2618::oid THEN (SELECT w.ev_action::text FROM pg_catalog.pg_rewrite w WHERE w.oid = u.o)
        WHEN 3256::oid THEN (SELECT p.polqual::text FROM pg_catalog.pg_policy p WHERE p.oid = u.o)
        WHEN 2606::oid THEN (SELECT c.conbin::text FROM pg_catalog.pg_constraint c WHERE c.oid = u.o)
        WHEN 2604::oid THEN (SELECT f.adbin::text FROM pg_catalog.pg_attrdef f WHERE f.oid = u.o)
      END AS tree
      FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[])) AS u(c, o)
  ) AS e
  CROSS JOIN LATERAL pg_catalog.regexp_matches(e.tree, ':(?:funcid|aggfnoid|winfnoid|tsmhandler) (\d+)', 'g')
    AS m(words)
)sql");

/// The functions $1. Rows: oid, name, number of arguments, volatile, SECURITY DEFINER, of an extension, implements an
/// operator, a cast or an index of PostgreSQL's own, returns a handler of samples, indexes or tables.
inline constexpr StaticSql functionFacts(R"sql(
SELECT p.oid, p.proname, p.pronargs, p.provolatile = 'v', p.prosecdef,
    EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 1255::oid AND d.objid = p.oid AND d.deptype = 'e'),
    EXISTS (
      SELECT FROM pg_catalog.pg_operator o
        WHERE o.oid < 16384::oid AND p.oid IN (o.oprcode::oid, o.oprrest::oid, o.oprjoin::oid))
      OR EXISTS (SELECT FROM pg_catalog.pg_cast c WHERE c.oid < 16384::oid AND c.castfunc = p.oid)
      OR EXISTS (SELECT FROM pg_catalog.pg_amproc a WHERE a.oid < 16384::oid AND a.amproc::oid = p.oid),
    p.prorettype IN (325::oid, 269::oid, 3310::oid)
  FROM pg_catalog.pg_proc p WHERE p.oid = ANY ($1::oid[])
)sql");

/// What people call the objects $1 (classes), $2 (oids), in their order.
inline constexpr StaticSql descriptions(R"sql(
SELECT pg_catalog.pg_describe_object(u.c, u.o, 0)
  FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[])) WITH ORDINALITY AS u(c, o, i)
  ORDER BY u.i
)sql");

}
