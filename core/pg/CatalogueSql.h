// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/StaticSql.h"

/// What CatalogueReader asks, under the role's own path, where somebody may have put functions and operators of their
/// own. Functions are therefore qualified. Types and operators need not be: pg_catalog comes first on the path, and
/// between values of exactly the types that it has an operator for, nothing else is considered; hence the casts, all of
/// them PostgreSQL's own. What it has no cast to text for is written by format(). The numbers are ObjectClass's and
/// firstOwnOid.
namespace sqlai::pg::cataloguesql {

/// What names can stand for: $1 functions, $2 those of them of which PostgreSQL's own are wanted too, $3 operators, $4
/// types, $5 relations, quoted, with their schemas; $6 the schemas that the statement names. All schemas' objects of a
/// name are told, for the reader to choose from. Then, for all statements alike, casts that somebody added, and
/// operator classes that no extension owns. Rows: kind, oid, xmin, name, schema's oid, four details. Of kind 'e' the
/// path as it is set, of kind 'n' the schemas of the statement ('') and of the path ('p'), of kind 'r' the index into
/// $5.
inline constexpr StaticSql names(R"sql(
SELECT 'e', 0::oid, '', current_user::text, 0::oid, pg_catalog.current_setting('search_path'), '', '', ''
UNION ALL
SELECT 'n', s.oid, '', s.nspname::text, 0::oid,
    CASE WHEN s.nspname = ANY (pg_catalog.current_schemas(true)) THEN 'p' ELSE '' END, '', '', ''
  FROM pg_catalog.pg_namespace s
  WHERE s.nspname = ANY (pg_catalog.current_schemas(true)) OR s.nspname = ANY ($6::name[])
UNION ALL
SELECT 'f', p.oid, pg_catalog.format('%s', p.xmin), p.proname::text, p.pronamespace, pg_catalog.format('%s', p.pronargs), pg_catalog.format('%s', p.pronargdefaults),
    (p.provariadic <> 0::oid)::text, ''
  FROM pg_catalog.pg_proc p
  WHERE p.proname = ANY ($1::name[]) AND (p.oid >= 16384::oid OR p.proname = ANY ($2::name[]))
UNION ALL
SELECT 'o', o.oid, pg_catalog.format('%s', o.xmin), o.oprname::text, o.oprnamespace, pg_catalog.format('%s', o.oprleft), pg_catalog.format('%s', o.oprright), '', ''
  FROM pg_catalog.pg_operator o
  WHERE o.oid >= 16384::oid AND o.oprname = ANY ($3::name[])
UNION ALL
SELECT 't', t.oid, pg_catalog.format('%s', t.xmin), t.typname::text, t.typnamespace, '', '', '', ''
  FROM pg_catalog.pg_type t
  WHERE t.oid >= 16384::oid AND t.typname = ANY ($4::name[])
UNION ALL
SELECT 'r', r.oid, '', '', 0::oid, pg_catalog.format('%s', r.i), '', '', ''
  FROM (SELECT pg_catalog.to_regclass(u.name)::oid, u.i
    FROM pg_catalog.unnest($5::text[]) WITH ORDINALITY AS u(name, i)) AS r(oid, i)
  WHERE r.oid >= 16384::oid
UNION ALL
SELECT 'c', c.oid, pg_catalog.format('%s', c.xmin), '', 0::oid, pg_catalog.format('%s', c.castsource), pg_catalog.format('%s', c.casttarget), pg_catalog.format('%s', c.castfunc), ''
  FROM pg_catalog.pg_cast c
  WHERE c.oid >= 16384::oid
UNION ALL
SELECT 'k', k.oid, pg_catalog.format('%s', k.xmin), '', 0::oid, '', '', '', ''
  FROM pg_catalog.pg_opclass k
  WHERE k.oid >= 16384::oid AND k.opcintype < 16384::oid AND NOT (k.oid = ANY (ARRAY(
    SELECT d.objid FROM pg_catalog.pg_depend d WHERE d.classid = 2616::oid AND d.deptype = 'e')))
UNION ALL
SELECT 'm', a.amproc::oid, pg_catalog.format('%s', a.xmin), '', 0::oid, '', '', '', ''
  FROM pg_catalog.pg_amproc a WHERE a.oid >= 16384::oid AND a.amprocfamily < 16384::oid
UNION ALL
SELECT 'w', a.amopopr, pg_catalog.format('%s', a.xmin), '', 0::oid, '', '', '', ''
  FROM pg_catalog.pg_amop a WHERE a.oid >= 16384::oid AND a.amopfamily < 16384::oid
)sql");

/// Of the functions $1: oid, whether it is hidden by one of PostgreSQL's own with its name and the very arguments, and
/// pg_type.typtype of its first argument.
inline constexpr StaticSql candidateFacts(R"sql(
SELECT p.oid, p.pronargdefaults = 0::int2 AND p.provariadic = 0::oid AND EXISTS (
      SELECT FROM pg_catalog.pg_proc own
        WHERE own.proname = p.proname AND own.proargtypes = p.proargtypes AND own.provariadic = 0::oid
          AND own.pronamespace = 11::oid AND own.oid < 16384::oid),
    (SELECT t.typtype FROM pg_catalog.pg_type t WHERE t.oid = p.proargtypes[0])
  FROM pg_catalog.pg_proc p WHERE p.oid = ANY ($1::oid[])
)sql");

/// Which of the types $1 are composite, or domains over such. Rows: oid.
inline constexpr StaticSql rowTypes(R"sql(
WITH RECURSIVE below(oid, base) AS (
  SELECT t.oid, t.oid FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[])
  UNION ALL
  SELECT b.oid, t.typbasetype FROM below b JOIN pg_catalog.pg_type t ON t.oid = b.base AND t.typtype = 'd'
)
SELECT DISTINCT b.oid FROM below b JOIN pg_catalog.pg_type t ON t.oid = b.base AND t.typtype = 'c'
)sql");

/// What PostgreSQL made the types $1 along with: of an array its element, of a multirange its range, of a row its
/// relation. Rows: the type, class, oid.
inline constexpr StaticSql typeOrigins(R"sql(
SELECT d.objid, d.refclassid, d.refobjid
  FROM pg_catalog.pg_depend d
  WHERE d.classid = 1247::oid AND d.objid = ANY ($1::oid[]) AND d.deptype = 'i'
    AND d.refclassid IN (1247::oid, 1259::oid)
)sql");

/// Where the relations $1 lead to. Rows: from class, from oid, class, oid, xmin, detail. A row whose two ends are the
/// same tells the relation's kind, and 's' where it has row security. Of its parts, which are indexes, statistics and
/// constraints, and of the tables that it is a partition or child of, only what they need beyond PostgreSQL's own is
/// told: planning a query evaluates the expressions of all of them.
inline constexpr StaticSql relationEdges(R"sql(
WITH RECURSIVE ancestors(relation, ancestor) AS (
  SELECT h.inhrelid, h.inhparent FROM pg_catalog.pg_inherits h WHERE h.inhrelid = ANY ($1::oid[])
  UNION
  SELECT a.relation, h.inhparent FROM ancestors a JOIN pg_catalog.pg_inherits h ON h.inhrelid = a.ancestor
)
SELECT 1259::oid, c.oid, 1259::oid, c.oid, pg_catalog.format('%s', c.xmin),
    pg_catalog.concat(c.relkind::text, CASE WHEN c.relrowsecurity THEN 's' ELSE '' END)
  FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::oid[])
UNION ALL
SELECT DISTINCT 1259::oid, d.objid, d.refclassid, d.refobjid, '', ''
  FROM pg_catalog.pg_depend d
  WHERE d.classid = 1259::oid AND d.objid = ANY ($1::oid[]) AND d.refobjid >= 16384::oid
    AND d.refclassid IN (1247::oid, 1255::oid, 2617::oid, 2616::oid, 2601::oid)
UNION ALL
SELECT DISTINCT 1259::oid, part.relation, d.refclassid, d.refobjid, '', ''
  FROM (
    SELECT i.indrelid, 1259::oid, i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = ANY ($1::oid[])
    UNION ALL
    SELECT c.conrelid, 2606::oid, c.oid FROM pg_catalog.pg_constraint c WHERE c.conrelid = ANY ($1::oid[])
    UNION ALL
    SELECT s.stxrelid, 3381::oid, s.oid FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = ANY ($1::oid[])
    UNION ALL
    SELECT a.relation, 1259::oid, a.ancestor FROM ancestors a
  ) AS part(relation, class, oid)
    JOIN pg_catalog.pg_depend d ON d.classid = part.class AND d.objid = part.oid
  WHERE d.refobjid >= 16384::oid AND d.refclassid IN (1247::oid, 1255::oid, 2617::oid, 2616::oid, 2601::oid)
UNION ALL
SELECT 1259::oid, w.ev_class, 2618::oid, w.oid, pg_catalog.format('%s', w.xmin), ''
  FROM pg_catalog.pg_rewrite w WHERE w.ev_class = ANY ($1::oid[]) AND w.ev_type = '1'
UNION ALL
SELECT 1259::oid, p.polrelid, 3256::oid, p.oid, pg_catalog.format('%s', p.xmin), ''
  FROM pg_catalog.pg_policy p WHERE p.polrelid = ANY ($1::oid[])
UNION ALL
SELECT 1259::oid, h.inhparent, 1259::oid, h.inhrelid, '', ''
  FROM pg_catalog.pg_inherits h WHERE h.inhparent = ANY ($1::oid[])
UNION ALL
SELECT 1259::oid, f.ftrelid, 3118::oid, f.ftrelid, pg_catalog.concat_ws(' ', f.xmin, s.xmin, w.xmin, (
      SELECT pg_catalog.string_agg(pg_catalog.format('%s', a.xmin), ',') FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = f.ftrelid AND a.attnum > 0::int2)), ''
  FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  WHERE f.ftrelid = ANY ($1::oid[])
)sql");

/// The same for columns of the relations $1 that are computed when they are read, which PostgreSQL 18 has.
inline constexpr StaticSql virtualColumns(R"sql(
SELECT 1259::oid, f.adrelid, 2604::oid, f.oid, pg_catalog.format('%s', f.xmin), ''
  FROM pg_catalog.pg_attrdef f
    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
  WHERE f.adrelid = ANY ($1::oid[]) AND a.attgenerated = 'v'
)sql");

/// Where other objects lead to, as far as pg_depend knows: $1 and $2 their classes and oids. Rows as above, and perhaps
/// some of other objects; the detail is deptype.
inline constexpr StaticSql objectEdges(R"sql(
SELECT DISTINCT d.classid, d.objid, d.refclassid, d.refobjid, '', d.deptype::text
  FROM pg_catalog.pg_depend d
  WHERE d.classid = ANY ($1::oid[]) AND d.objid = ANY ($2::oid[])
    AND (d.refclassid = 3079::oid OR (d.refobjid >= 16384::oid AND d.refclassid IN (
      1247::oid, 1255::oid, 1259::oid, 2617::oid, 2616::oid, 2753::oid, 2601::oid)))
)sql");

/// The same, beyond pg_depend, of the types $1 and the rows of relations $2; the detail of a type itself is typtype.
inline constexpr StaticSql typeEdges(R"sql(
SELECT 1247::oid, t.oid, 1247::oid, t.oid, pg_catalog.format('%s', t.xmin), t.typtype::text
  FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[])
UNION ALL
SELECT 1247::oid, t.oid, 1249::oid, t.typrelid, '', ''
  FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[]) AND t.typrelid <> 0::oid
UNION ALL
SELECT DISTINCT 1249::oid, d.objid, d.refclassid, d.refobjid, '', ''
  FROM pg_catalog.pg_depend d
  WHERE d.classid = 1259::oid AND d.objid = ANY ($2::oid[]) AND d.refclassid = 1247::oid AND d.refobjid >= 16384::oid
UNION ALL
SELECT 1247::oid, c.contypid, 2606::oid, c.oid, pg_catalog.format('%s', c.xmin), ''
  FROM pg_catalog.pg_constraint c WHERE c.contypid = ANY ($1::oid[])
UNION ALL
SELECT 1247::oid, k.opcintype, 2616::oid, k.oid, pg_catalog.format('%s', k.xmin), ''
  FROM pg_catalog.pg_opclass k WHERE k.opcintype = ANY ($1::oid[])
)sql");

/// The same of the functions $1, operators $2, operator classes $3 and operator families $4; the detail of a function
/// itself is prokind. Functions come with PostgreSQL's own among them where an operator, an aggregate or an operator
/// class is made of them.
inline constexpr StaticSql codeEdges(R"sql(
SELECT 1255::oid, p.oid, 1255::oid, p.oid, pg_catalog.format('%s', p.xmin), p.prokind::text
  FROM pg_catalog.pg_proc p WHERE p.oid = ANY ($1::oid[])
UNION ALL
SELECT DISTINCT 1255::oid, g.aggfnoid::oid, 1255::oid, f.oid, '', ''
  FROM pg_catalog.pg_aggregate g
    CROSS JOIN LATERAL pg_catalog.unnest(ARRAY[g.aggtransfn::oid, g.aggfinalfn::oid, g.aggcombinefn::oid,
      g.aggserialfn::oid, g.aggdeserialfn::oid, g.aggmtransfn::oid, g.aggminvtransfn::oid, g.aggmfinalfn::oid]) AS f(oid)
  WHERE g.aggfnoid::oid = ANY ($1::oid[]) AND f.oid <> 0::oid
UNION ALL
SELECT 1255::oid, g.aggfnoid::oid, 2617::oid, g.aggsortop, '', ''
  FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid::oid = ANY ($1::oid[]) AND g.aggsortop >= 16384::oid
UNION ALL
SELECT 2617::oid, o.oid, 2617::oid, o.oid, pg_catalog.format('%s', o.xmin), ''
  FROM pg_catalog.pg_operator o WHERE o.oid = ANY ($2::oid[])
UNION ALL
SELECT DISTINCT 2617::oid, o.oid, f.class, f.oid, '', ''
  FROM pg_catalog.pg_operator o
    CROSS JOIN LATERAL (VALUES (1255::oid, o.oprcode::oid), (1255::oid, o.oprrest::oid), (1255::oid, o.oprjoin::oid),
      (2617::oid, o.oprcom), (2617::oid, o.oprnegate)) AS f(class, oid)
  WHERE o.oid = ANY ($2::oid[]) AND f.oid <> 0::oid AND f.oid <> o.oid
UNION ALL
SELECT 2616::oid, k.oid, 2753::oid, k.opcfamily, '', ''
  FROM pg_catalog.pg_opclass k WHERE k.oid = ANY ($3::oid[])
UNION ALL
SELECT DISTINCT 2753::oid, a.amprocfamily, 1255::oid, a.amproc::oid, '', ''
  FROM pg_catalog.pg_amproc a WHERE a.amprocfamily = ANY ($4::oid[]) AND a.oid >= 16384::oid
UNION ALL
SELECT DISTINCT 2753::oid, a.amopfamily, 2617::oid, a.amopopr, '', ''
  FROM pg_catalog.pg_amop a WHERE a.amopfamily = ANY ($4::oid[]) AND a.amopopr >= 16384::oid
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
/// operator, a cast or an index of PostgreSQL's own, can be called by PostgreSQL itself only, since it takes or returns
/// what no statement can hold (internal, cstring, a handler), came with a range type, is in C, is a text that is read
/// with each call, names in it functions that somebody may have put in front of those it means. An extension's function
/// counts as the extension's only where a superuser owns it: others may add theirs to an extension of their own.
inline constexpr StaticSql functionFacts(R"sql(
SELECT p.oid, p.proname, p.pronargs, p.provolatile = 'v', p.prosecdef,
    EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 1255::oid AND d.objid = p.oid AND d.deptype = 'e')
      AND EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = p.proowner AND r.rolsuper),
    p.oid < 16384::oid AND (EXISTS (
      SELECT FROM pg_catalog.pg_operator o
        WHERE o.oid < 16384::oid AND p.oid IN (o.oprcode::oid, o.oprrest::oid, o.oprjoin::oid))
      OR EXISTS (SELECT FROM pg_catalog.pg_cast c WHERE c.oid < 16384::oid AND c.castfunc = p.oid)
      OR EXISTS (SELECT FROM pg_catalog.pg_amproc a WHERE a.oid < 16384::oid AND a.amproc::oid = p.oid)),
    p.prorettype IN (325::oid, 269::oid, 3310::oid) OR 2281::oid = ANY (p.proargtypes::oid[])
      OR 2275::oid = ANY (p.proargtypes::oid[]),
    EXISTS (SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 1255::oid AND d.objid = p.oid AND d.refclassid = 1247::oid AND d.deptype = 'i'),
    p.prolang = 13::oid, p.prolang NOT IN (12::oid, 13::oid),
    p.prolang NOT IN (12::oid, 13::oid) AND NOT EXISTS (
      SELECT FROM pg_catalog.unnest(p.proconfig) AS s(setting) WHERE pg_catalog.starts_with(s.setting, 'search_path='))
      AND EXISTS (SELECT FROM pg_catalog.pg_proc u
        WHERE u.oid >= 16384::oid AND pg_catalog.strpos(p.prosrc, u.proname::text) > 0 AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 1255::oid AND d.objid = u.oid AND d.deptype = 'e'))
  FROM pg_catalog.pg_proc p WHERE p.oid = ANY ($1::oid[])
)sql");

/// What people call the objects $1 (classes), $2 (oids), in their order.
inline constexpr StaticSql descriptions(R"sql(
SELECT pg_catalog.pg_describe_object(u.c, u.o, 0)
  FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[])) WITH ORDINALITY AS u(c, o, i)
  ORDER BY u.i
)sql");

}
