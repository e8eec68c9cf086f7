-- SPDX-License-Identifier: GPL-3.0-or-later
-- What only the catalogue can show: views, functions, operators, casts, domains, policies and more, each of which runs
-- code that the text of a SELECT does not name, or names by a harmless name. tst_proof loads it into a copy of the
-- fleet's database, as the superuser, beside a database "trap" with the table trap_log(what text).
--
-- trap.bite() leaves a lasting row there, over a second connection: neither READ ONLY nor ROLLBACK takes it back. So
-- whoever reaches a trap is caught, whatever else it would do. Labels such as IMMUTABLE lie on purpose.

SET check_function_bodies = off;
SET proof.is_loading = on; -- Indexes and rows are made with the traps' own functions.
CREATE SCHEMA trap;
CREATE SCHEMA trap_names;
CREATE SCHEMA trap_signs;
CREATE SCHEMA trap_first;

CREATE EXTENSION dblink;
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION file_fdw;
CREATE EXTENSION tablefunc;
CREATE EXTENSION xml2;
CREATE EXTENSION adminpack;
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pg_surgery;
CREATE EXTENSION pg_visibility;
CREATE EXTENSION pg_prewarm;
CREATE EXTENSION hstore;

-- 1. The trap itself, and ways to reach it ---------------------------------------------------------------------------

CREATE FUNCTION trap.here(database text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS
    $$SELECT format('host=%s port=%s dbname=%s user=postgres', current_setting('unix_socket_directories'),
                    current_setting('port'), database)$$;
CREATE FUNCTION trap.elsewhere(command text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
    $$BEGIN
        IF current_setting('proof.is_loading', true) IS DISTINCT FROM 'on' THEN
            PERFORM public.dblink_exec(trap.here('trap'), command);
        END IF;
        RETURN 1;
    END$$;
CREATE FUNCTION trap.bite(what text DEFAULT 'nothing') RETURNS integer LANGUAGE sql SECURITY DEFINER AS
    $$SELECT trap.elsewhere(format('INSERT INTO trap_log VALUES (%L)', what))$$;
CREATE FUNCTION trap.nibble(what text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN RETURN trap.bite(what); END$$;
CREATE FUNCTION trap.say(number integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN RETURN trap.bite('say') * number; END$$;
CREATE FUNCTION trap.is_fine(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN RETURN trap.bite('is_fine') > 0; END$$;
CREATE FUNCTION trap.inlined(number integer) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''inlined'') + number';
CREATE FUNCTION trap.atomic(number integer) RETURNS integer LANGUAGE sql
    BEGIN ATOMIC SELECT trap.bite('atomic') + number; END;
CREATE FUNCTION trap.many(number integer) RETURNS SETOF integer LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('many'); RETURN QUERY SELECT generate_series(1, number); END$$;
CREATE FUNCTION trap.pairs() RETURNS TABLE (a integer, b integer) LANGUAGE plpgsql AS
    $$BEGIN a := trap.bite('pairs'); b := 2; RETURN NEXT; END$$;
CREATE FUNCTION trap.sum_of(VARIADIC numbers integer[]) RETURNS integer LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('sum_of'); END$$;
CREATE FUNCTION trap.with_default(number integer, factor integer DEFAULT trap.bite('default')) RETURNS integer
    LANGUAGE sql IMMUTABLE AS 'SELECT number * factor';
CREATE FUNCTION trap.any_of(value anyelement) RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('any_of'); RETURN 'x'; END$$;
CREATE FUNCTION trap.of_array(value anyarray) RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('of_array'); RETURN 'x'; END$$;
CREATE FUNCTION trap.of_record(value record) RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('of_record'); RETURN 'x'; END$$;
CREATE FUNCTION trap.of_text(value text) RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('of_text'); RETURN value; END$$;
CREATE FUNCTION trap.of_depot(depot operations.depots) RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('of_depot'); RETURN depot.name; END$$;
CREATE FUNCTION trap.of_depot_with(depot operations.depots, more text DEFAULT 'x') RETURNS text LANGUAGE plpgsql AS
    $$BEGIN PERFORM trap.bite('of_depot_with'); RETURN more; END$$;
CREATE FUNCTION trap.to_bite(before integer, value integer) RETURNS integer LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('to_bite'); END$$;
CREATE AGGREGATE trap.total(integer) (SFUNC = trap.to_bite, STYPE = integer, INITCOND = '0');
CREATE FUNCTION trap.finish(state integer) RETURNS integer LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('finish'); END$$;
CREATE AGGREGATE trap.last_number(integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = trap.finish);
CREATE FUNCTION trap.backwards(before integer, value integer) RETURNS integer LANGUAGE plpgsql STRICT AS
    $$BEGIN PERFORM trap.bite('backwards'); RETURN before - value; END$$;
CREATE AGGREGATE trap.moving(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', MSFUNC = int4pl,
    MINVFUNC = trap.backwards, MSTYPE = integer, MINITCOND = '0');
CREATE FUNCTION trap.ranked(state integer) RETURNS integer LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('ranked'); END$$;
CREATE AGGREGATE trap.middle(ORDER BY integer) (SFUNC = int4larger, STYPE = integer, FINALFUNC = trap.ranked);
-- PostgreSQL's own code under a name of one's own.
CREATE FUNCTION trap.doze(double precision) RETURNS void LANGUAGE internal AS 'pg_sleep';
CREATE FUNCTION trap.hold(bigint) RETURNS void LANGUAGE internal AS 'pg_advisory_lock_int8';
CREATE FUNCTION trap.change(text, text, boolean) RETURNS text LANGUAGE internal AS 'set_config_by_name';
CREATE FUNCTION trap.run_outside(command text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
    $$BEGIN EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', command); RETURN 1; END$$;
CREATE FUNCTION trap.into_file(path text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS
    $$BEGIN EXECUTE format('COPY (SELECT 1) TO %L', path); RETURN 1; END$$;
CREATE FUNCTION trap.watched(name text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS
    $$SELECT current_setting('data_directory') || '/watched-' || name$$;
CREATE FUNCTION trap.end_others() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
    $$SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'bystander'$$;

-- 2. Views -----------------------------------------------------------------------------------------------------------

CREATE TABLE trap.plain (id integer, name text);
CREATE INDEX brin ON trap.plain USING brin (id);
INSERT INTO trap.plain SELECT n, 'n' || n FROM generate_series(1, 100) n;
SELECT pg_catalog.lo_from_bytea(0, 'x');
CREATE VIEW trap.v_bite AS SELECT trap.bite('v_bite') AS x;
CREATE VIEW trap.v_plain AS SELECT id, trap.nibble(name) AS x FROM operations.depots;
CREATE VIEW trap.v_nested AS SELECT x FROM (SELECT * FROM trap.v_bite) inside;
CREATE VIEW trap.v_deep AS WITH w AS (SELECT max(x) AS x FROM trap.v_nested) SELECT (SELECT x FROM w) AS x;
CREATE VIEW trap.v_invoker WITH (security_invoker = true) AS SELECT trap.nibble('v_invoker') AS x;
CREATE VIEW trap.v_barrier WITH (security_barrier = true) AS SELECT id FROM operations.depots WHERE trap.is_fine(name);
CREATE VIEW trap.v_lateral AS SELECT d.id, m FROM operations.depots d, LATERAL trap.many(d.id::integer) m;
CREATE VIEW trap.v_rows AS SELECT * FROM ROWS FROM (trap.many(2), generate_series(1, 2)) AS r (a, b);
CREATE VIEW trap.v_ordered AS SELECT id FROM operations.depots ORDER BY trap.say(id::integer);
CREATE VIEW trap.v_having AS SELECT country_code FROM operations.depots GROUP BY 1 HAVING trap.say(count(*)::integer) > 0;
CREATE VIEW trap.v_limit AS SELECT id FROM operations.depots LIMIT trap.say(1);
CREATE VIEW trap.v_window AS SELECT sum(trap.say(1)) OVER (ORDER BY id) AS s FROM operations.depots;
CREATE VIEW trap.v_aggregate AS SELECT trap.total(id::integer) AS t FROM operations.depots;
CREATE VIEW trap.v_recursive AS
    WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + trap.say(1) FROM r WHERE n < 3) SELECT n FROM r;
CREATE VIEW trap.v_union AS SELECT 1 AS x UNION ALL SELECT trap.bite('v_union');
CREATE VIEW trap.v_default AS SELECT trap.with_default(2) AS x;
CREATE VIEW trap.v_settings AS SELECT set_config('proof.mark', 'left', false) AS x;
CREATE VIEW trap.v_timeout AS SELECT set_config('statement_timeout', '7654321', false) AS x;
CREATE VIEW trap.v_object AS SELECT lo_create(0) AS x;
CREATE VIEW trap.v_object_file AS SELECT lo_import('/etc/hostname') AS x;
CREATE VIEW trap.v_lock AS SELECT pg_advisory_lock(4711)::text AS x;
CREATE VIEW trap.v_try_lock AS SELECT pg_try_advisory_lock(1, 2) AS x;
CREATE VIEW trap.v_notify AS SELECT pg_notify('proof', 'hello')::text AS x;
CREATE VIEW trap.v_sleep AS SELECT pg_sleep(1)::text AS x;
CREATE VIEW trap.v_xml AS SELECT query_to_xml('SELECT trap.bite(''v_xml'')', true, true, '') AS x;
CREATE VIEW trap.v_table_xml AS SELECT table_to_xml('trap.v_bite'::regclass, true, true, '') AS x;
CREATE VIEW trap.v_stat AS SELECT * FROM ts_stat('SELECT to_tsvector(trap.bite(''v_stat'')::text)');
CREATE VIEW trap.v_rewrite AS
    SELECT ts_rewrite('a'::tsquery, 'SELECT ''a''::tsquery, trap.bite(''v_rewrite'')::text::tsquery') AS x;
CREATE VIEW trap.v_terminate AS SELECT pg_terminate_backend(pid) AS x FROM pg_stat_activity
    WHERE application_name = 'bystander';
CREATE VIEW trap.v_cancel AS SELECT pg_cancel_backend(pid) AS x FROM pg_stat_activity
    WHERE application_name = 'bystander';
CREATE VIEW trap.v_message AS SELECT pg_logical_emit_message(false, 'proof', 'hello') AS x;
CREATE VIEW trap.v_switch AS SELECT pg_switch_wal() AS x;
CREATE VIEW trap.v_reload AS SELECT pg_reload_conf() AS x;
CREATE VIEW trap.v_reset AS SELECT pg_stat_reset()::text AS x;
CREATE VIEW trap.v_reset_shared AS SELECT pg_stat_reset_shared('bgwriter')::text AS x;
CREATE VIEW trap.v_reset_slru AS SELECT pg_stat_reset_slru('Notify')::text AS x;
CREATE VIEW trap.v_reset_statements AS SELECT public.pg_stat_statements_reset()::text AS x;
CREATE VIEW trap.v_slot AS SELECT * FROM pg_create_physical_replication_slot('proof_' || pg_backend_pid());
CREATE VIEW trap.v_origin AS SELECT pg_replication_origin_create('proof_' || random()) AS x;
CREATE VIEW trap.v_restore_point AS SELECT pg_create_restore_point('proof') AS x;
CREATE VIEW trap.v_transaction AS SELECT txid_current() AS x;
CREATE VIEW trap.v_xid AS SELECT pg_current_xact_id() AS x;
CREATE VIEW trap.v_file AS SELECT pg_file_write(trap.watched('adminpack'), 'x', false) AS x;
CREATE VIEW trap.v_export AS SELECT lo_export(oid, trap.watched('export')) AS x FROM pg_largeobject_metadata LIMIT 1;
CREATE VIEW trap.v_program AS SELECT trap.run_outside('touch ' || trap.watched('program')) AS x;
CREATE VIEW trap.v_into_file AS SELECT trap.into_file(trap.watched('copy')) AS x;
CREATE VIEW trap.v_sequence AS SELECT trap.elsewhere(
    $$DO 'BEGIN PERFORM nextval(''trap_sequence''); END'$$) AS x;
CREATE VIEW trap.v_tell AS SELECT trap.elsewhere('NOTIFY proof, ''hello''') AS x;
CREATE VIEW trap.v_system AS SELECT trap.elsewhere('ALTER SYSTEM SET work_mem = 5000') AS x;
CREATE VIEW trap.v_role AS SELECT trap.elsewhere('ALTER ROLE reader SET work_mem = 5000') AS x;
CREATE VIEW trap.v_crosstab AS SELECT * FROM public.crosstab2(
    'SELECT trap.bite(''v_crosstab'')::text, ''a''::text, ''b''::text');
CREATE VIEW trap.v_dblink AS SELECT x FROM public.dblink(trap.here('trap'),
    'INSERT INTO trap_log VALUES (''v_dblink'') RETURNING 1') AS t (x integer);
CREATE VIEW trap.v_connect AS SELECT public.dblink_connect('proof', trap.here('trap')) AS x;
CREATE VIEW trap.v_brin AS
    SELECT brin_desummarize_range('trap.brin', 0)::text AS y, brin_summarize_range('trap.brin', 0) AS x;
CREATE VIEW trap.v_visibility AS SELECT public.pg_truncate_visibility_map('trap.plain')::text AS x;
CREATE VIEW trap.v_surgery AS SELECT public.heap_force_freeze('trap.plain'::regclass, ARRAY['(0,1)'::tid])::text AS x;

-- 3. Names of PostgreSQL's own, for other arguments ----------------------------------------------------------------------

CREATE TYPE trap_names.mark AS (v integer);
CREATE TYPE trap_names.mood AS ENUM ('glad', 'sad');
CREATE TABLE trap_names.marks (m trap_names.mark, o trap_names.mood, t text, n integer);
INSERT INTO trap_names.marks VALUES ('(1)', 'glad', 'x', 1), ('(2)', 'sad', 'y', 2);
CREATE FUNCTION trap_names.lower(trap_names.mark) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''lower'')';
CREATE FUNCTION trap_names.upper(trap_names.mood) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''upper'')';
CREATE FUNCTION trap_names.round(double precision, integer) RETURNS integer LANGUAGE sql AS
    'SELECT trap.bite(''round'')';
CREATE FUNCTION trap_names.abs(text) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''abs'')';
CREATE FUNCTION trap_names.coalesce_(text) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''coalesce'')';
CREATE FUNCTION trap_names.json(text) RETURNS json LANGUAGE sql AS 'SELECT to_json(trap.bite(''json''))';
CREATE FUNCTION trap_names.date(text) RETURNS date LANGUAGE sql AS 'SELECT current_date + trap.bite(''date'')';
CREATE FUNCTION trap_names.concat_ws(text, text) RETURNS text LANGUAGE sql AS 'SELECT trap.bite(''concat_ws'')::text';
CREATE FUNCTION trap_names.generate_series(text, text) RETURNS SETOF integer LANGUAGE sql AS
    'SELECT trap.bite(''generate_series'')';
CREATE FUNCTION trap_names.unnest(trap_names.mark) RETURNS SETOF integer LANGUAGE sql AS 'SELECT trap.bite(''unnest'')';
CREATE FUNCTION trap_names.length(value trap_names.mark, unit text DEFAULT 'm') RETURNS integer LANGUAGE sql AS
    'SELECT trap.bite(''length'')';
CREATE FUNCTION trap_names.extract(text, trap_names.mark) RETURNS integer LANGUAGE sql AS
    'SELECT trap.bite(''extract'')';
CREATE FUNCTION trap_names.add_mark(integer, trap_names.mark) RETURNS integer LANGUAGE sql AS
    'SELECT trap.bite(''add_mark'')';
CREATE AGGREGATE trap_names.sum(trap_names.mark) (SFUNC = trap_names.add_mark, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE trap_names.max(trap_names.mark) (SFUNC = trap_names.add_mark, STYPE = integer, INITCOND = '0');
CREATE FUNCTION trap_first.lower(text) RETURNS text LANGUAGE sql AS 'SELECT trap.bite(''first'')::text';
CREATE VIEW trap_first.pg_class AS SELECT trap.bite('pg_class') AS relname;

-- 4. Operators, and what SQL takes them for ------------------------------------------------------------------------------

CREATE TYPE trap_signs.tag AS (v integer);
CREATE TABLE trap_signs.tags (id integer, g trap_signs.tag, n integer);
INSERT INTO trap_signs.tags SELECT n, ROW(n)::trap_signs.tag, n FROM generate_series(1, 3) n;
CREATE TABLE trap_signs.others (g trap_signs.tag, x integer);
INSERT INTO trap_signs.others VALUES ('(1)', 1), ('(2)', 2);
CREATE FUNCTION trap_signs.is_tag(a trap_signs.tag, b trap_signs.tag) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('is_tag'); RETURN a.v OPERATOR(pg_catalog.=) b.v; END$$;
CREATE FUNCTION trap_signs.compare(a trap_signs.tag, b trap_signs.tag) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('compare'); RETURN btint4cmp(a.v, b.v); END$$;
CREATE FUNCTION trap_signs.add(a text, b text) RETURNS text LANGUAGE sql AS 'SELECT trap.bite(''add'')::text';
CREATE FUNCTION trap_signs.shout(a integer) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''shout'')';
CREATE FUNCTION trap_signs.is_like(a trap_signs.tag, b text) RETURNS boolean LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('is_like') > 0; END$$;
CREATE FUNCTION trap_signs.is_not(a integer, b integer) RETURNS boolean LANGUAGE plpgsql AS
    $$BEGIN RETURN trap.bite('is_not') > 0; END$$;
CREATE OPERATOR trap_signs.= (LEFTARG = trap_signs.tag, RIGHTARG = trap_signs.tag, FUNCTION = trap_signs.is_tag,
    COMMUTATOR = OPERATOR(trap_signs.=));
CREATE OPERATOR trap_signs.<> (LEFTARG = trap_signs.tag, RIGHTARG = trap_signs.tag, FUNCTION = trap_signs.is_tag);
CREATE OPERATOR trap_signs.>= (LEFTARG = trap_signs.tag, RIGHTARG = trap_signs.tag, FUNCTION = trap_signs.is_tag);
CREATE OPERATOR trap_signs.<= (LEFTARG = trap_signs.tag, RIGHTARG = trap_signs.tag, FUNCTION = trap_signs.is_tag);
CREATE OPERATOR trap_signs.+ (LEFTARG = text, RIGHTARG = text, FUNCTION = trap_signs.add);
CREATE OPERATOR trap_signs.<#> (LEFTARG = text, RIGHTARG = text, FUNCTION = trap_signs.add);
CREATE OPERATOR trap_signs.!!! (RIGHTARG = integer, FUNCTION = trap_signs.shout);
CREATE OPERATOR trap_signs.~~ (LEFTARG = trap_signs.tag, RIGHTARG = text, FUNCTION = trap_signs.is_like);
CREATE OPERATOR trap_signs.~* (LEFTARG = trap_signs.tag, RIGHTARG = text, FUNCTION = trap_signs.is_like);
-- PostgreSQL's own function in front, the trap as its opposite: NOT (a <~> b) is planned as a >~< b.
CREATE OPERATOR trap_signs.<~> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq,
    NEGATOR = OPERATOR(trap_signs.>~<));
CREATE OPERATOR trap_signs.>~< (LEFTARG = integer, RIGHTARG = integer, FUNCTION = trap_signs.is_not,
    NEGATOR = OPERATOR(trap_signs.<~>));

-- 5. Types that compare with a function of their own: no sign is written at all --------------------------------------------

CREATE TYPE trap.level AS (v integer);
CREATE FUNCTION trap.level_order(a trap.level, b trap.level) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('level_order'); RETURN btint4cmp(a.v, b.v); END$$;
CREATE FUNCTION trap.level_is(a trap.level, b trap.level) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    'SELECT trap.level_order(a, b) = 0';
CREATE FUNCTION trap.level_before(a trap.level, b trap.level) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    'SELECT trap.level_order(a, b) < 0';
CREATE FUNCTION trap.level_hash(a trap.level) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN RETURN trap.bite('level_hash'); END$$;
CREATE OPERATOR trap.@= (LEFTARG = trap.level, RIGHTARG = trap.level, FUNCTION = trap.level_is, MERGES, HASHES,
    COMMUTATOR = OPERATOR(trap.@=));
CREATE OPERATOR trap.@< (LEFTARG = trap.level, RIGHTARG = trap.level, FUNCTION = trap.level_before);
CREATE OPERATOR trap.@>> (LEFTARG = trap.level, RIGHTARG = trap.level, FUNCTION = trap.level_before);
CREATE OPERATOR CLASS trap.level_ops DEFAULT FOR TYPE trap.level USING btree AS
    OPERATOR 1 trap.@<, OPERATOR 3 trap.@=, OPERATOR 5 trap.@>>, FUNCTION 1 trap.level_order(trap.level, trap.level);
CREATE OPERATOR CLASS trap.level_hash_ops DEFAULT FOR TYPE trap.level USING hash AS
    OPERATOR 1 trap.@=, FUNCTION 1 trap.level_hash(trap.level);
CREATE TABLE trap.levels (id integer, l trap.level, ls trap.level[]);
INSERT INTO trap.levels SELECT n, ROW(n % 3)::trap.level, ARRAY[ROW(n)::trap.level] FROM generate_series(1, 9) n;
CREATE TABLE trap.more_levels AS SELECT l, ls FROM trap.levels;
CREATE FUNCTION trap.span(a double precision, b double precision) RETURNS double precision LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('span'); RETURN a - b; END$$;
CREATE TYPE trap.spans AS RANGE (subtype = double precision, subtype_diff = trap.span);
CREATE TABLE trap.ways (id integer, p trap.spans);
INSERT INTO trap.ways SELECT n, trap.spans(n, n + 5.5) FROM generate_series(1, 100) n;

-- 6. Casts ---------------------------------------------------------------------------------------------------------------

-- One type for each way, so that each is refused for itself.
CREATE TYPE trap.coin AS (v integer);
CREATE TYPE trap.pence AS (v integer);
CREATE TYPE trap.flag AS (v integer);
CREATE TYPE trap.stride AS (v integer);
CREATE TYPE trap.grade AS ENUM ('a', 'b');
CREATE TYPE trap.shade AS ENUM ('a', 'b');
CREATE FUNCTION trap.coin_of(integer) RETURNS trap.coin LANGUAGE sql AS 'SELECT ROW(trap.bite(''coin_of''))::trap.coin';
CREATE FUNCTION trap.text_of(trap.pence) RETURNS text LANGUAGE sql AS 'SELECT trap.bite(''text_of'')::text';
CREATE FUNCTION trap.truth_of(trap.flag) RETURNS boolean LANGUAGE sql AS 'SELECT trap.bite(''truth_of'') > 0';
CREATE FUNCTION trap.number_of(trap.stride) RETURNS integer LANGUAGE sql AS 'SELECT trap.bite(''number_of'')';
CREATE FUNCTION trap.bignumber_of(trap.stride) RETURNS bigint LANGUAGE sql AS
    'SELECT trap.bite(''bignumber_of'')::bigint';
CREATE FUNCTION trap.json_of(trap.grade) RETURNS json LANGUAGE sql AS 'SELECT to_json(trap.bite(''json_of''))';
CREATE FUNCTION trap.shade_of(integer) RETURNS trap.shade LANGUAGE sql AS
    'SELECT CASE trap.bite(''shade_of'') WHEN 1 THEN ''a'' END::trap.shade';
CREATE CAST (integer AS trap.coin) WITH FUNCTION trap.coin_of(integer);
CREATE CAST (trap.pence AS text) WITH FUNCTION trap.text_of(trap.pence) AS IMPLICIT;
CREATE CAST (trap.flag AS boolean) WITH FUNCTION trap.truth_of(trap.flag) AS ASSIGNMENT;
CREATE CAST (trap.stride AS integer) WITH FUNCTION trap.number_of(trap.stride) AS ASSIGNMENT;
CREATE CAST (trap.stride AS bigint) WITH FUNCTION trap.bignumber_of(trap.stride) AS ASSIGNMENT;
CREATE CAST (integer AS trap.shade) WITH FUNCTION trap.shade_of(integer);
CREATE TABLE trap.purses (id integer, p trap.pence, ps trap.pence[]);
INSERT INTO trap.purses VALUES (1, '(1)', '{(1),(2)}');
CREATE TABLE trap.flags (id integer, f trap.flag);
INSERT INTO trap.flags VALUES (1, '(1)');
CREATE TABLE trap.strides (id integer, s trap.stride, numbers integer[]);
INSERT INTO trap.strides VALUES (1, '(1)', '{1,2}');
CREATE TABLE trap.grades (id integer, g trap.grade, gs trap.grade[]);
INSERT INTO trap.grades VALUES (1, 'a', '{a}');
CREATE TABLE trap.devices (id integer, a macaddr, b macaddr8);
INSERT INTO trap.devices VALUES (1, '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05');

-- 7. Domains -------------------------------------------------------------------------------------------------------------

CREATE DOMAIN trap.word AS text CHECK (trap.is_fine(VALUE));
CREATE DOMAIN trap.label AS trap.word;
CREATE DOMAIN trap.strict_label AS trap.label NOT NULL CHECK (length(VALUE) < 100);
CREATE DOMAIN trap.words AS text[] CHECK (trap.is_fine(VALUE[1]));
CREATE TYPE trap.entry AS (w trap.word, n integer);
CREATE DOMAIN trap.entries AS trap.entry CHECK ((VALUE).n > 0);
CREATE FUNCTION trap.word_order(a trap.word, b trap.word) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE TYPE trap.word_range AS RANGE (subtype = text);
CREATE DOMAIN trap.period AS daterange CHECK (trap.is_fine(VALUE::text));
CREATE TABLE trap.notes (id integer, t text, w trap.word, j jsonb, e trap.entry);
INSERT INTO trap.notes VALUES (1, 'x', 'x', '{"w": "y", "t": "z", "e": {"w": "q"}}', '(x,1)');
CREATE VIEW trap.v_domain AS SELECT t::trap.label AS x FROM trap.notes;

-- 8. Row security --------------------------------------------------------------------------------------------------------

CREATE TABLE trap.guarded (id integer, name text);
INSERT INTO trap.guarded VALUES (1, 'a'), (2, 'b');
CREATE POLICY only_fine ON trap.guarded USING (trap.is_fine(name));
ALTER TABLE trap.guarded ENABLE ROW LEVEL SECURITY;
CREATE TABLE trap.guarded_by (id integer);
INSERT INTO trap.guarded_by VALUES (1);
CREATE POLICY by_another ON trap.guarded_by USING (id IN (SELECT g.id FROM trap.guarded g));
ALTER TABLE trap.guarded_by ENABLE ROW LEVEL SECURITY;
CREATE VIEW trap.v_guarded WITH (security_invoker = true) AS SELECT id FROM trap.guarded;
CREATE TABLE trap.guarded_quietly (id integer);
INSERT INTO trap.guarded_quietly VALUES (1);
CREATE POLICY quietly ON trap.guarded_quietly USING (EXISTS (SELECT FROM trap.v_bite));
ALTER TABLE trap.guarded_quietly ENABLE ROW LEVEL SECURITY;

-- 9. What planning runs --------------------------------------------------------------------------------------------------
-- PostgreSQL works constants out when it reads an index, a constraint or statistics of a table that a query names.

CREATE TABLE trap.by_expression (id integer, name text);
INSERT INTO trap.by_expression SELECT n, 'n' || n FROM generate_series(1, 1000) n;
CREATE INDEX ON trap.by_expression ((id + trap.nibble('by_expression')));
CREATE TABLE trap.by_predicate (id integer, name text);
INSERT INTO trap.by_predicate SELECT n, 'n' || n FROM generate_series(1, 1000) n;
CREATE INDEX ON trap.by_predicate (id) WHERE id > trap.nibble('by_predicate');
CREATE TABLE trap.by_statistics (id integer, name text);
INSERT INTO trap.by_statistics SELECT n, 'n' || n FROM generate_series(1, 1000) n;
CREATE STATISTICS trap.told ON (id + trap.nibble('by_statistics')), name FROM trap.by_statistics;
ANALYZE trap.by_statistics;
CREATE TABLE trap.parent (id integer);
CREATE TABLE trap.by_check (CHECK (id > trap.nibble('by_check'))) INHERITS (trap.parent);
CREATE TABLE trap.by_bounds (id integer) PARTITION BY RANGE ((id + trap.nibble('by_bounds')));
CREATE TABLE trap.by_bounds_low PARTITION OF trap.by_bounds FOR VALUES FROM (0) TO (10);
CREATE TABLE trap.by_list (id integer) PARTITION BY LIST ((trap.say(id)));
CREATE TABLE trap.by_list_one PARTITION OF trap.by_list FOR VALUES IN (1);
CREATE VIEW trap.v_planned AS SELECT max(id) AS x FROM trap.by_expression;
ANALYZE trap.ways;

-- 10. Foreign tables -----------------------------------------------------------------------------------------------------

CREATE SERVER back FOREIGN DATA WRAPPER postgres_fdw;
DO $$ BEGIN
    EXECUTE format('ALTER SERVER back OPTIONS (host %L, port %L, dbname %L)',
                   current_setting('unix_socket_directories'), current_setting('port'), current_database());
END $$;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE USER MAPPING FOR PUBLIC SERVER back OPTIONS (user 'postgres', password_required 'false');
CREATE FOREIGN TABLE trap.far (x integer) SERVER back OPTIONS (schema_name 'trap', table_name 'v_bite');
CREATE FOREIGN TABLE trap.far_estimated (x integer) SERVER back
    OPTIONS (schema_name 'trap', table_name 'by_expression', use_remote_estimate 'true');
ALTER FOREIGN TABLE trap.far_estimated ALTER COLUMN x OPTIONS (column_name 'id');
DO $$ BEGIN
    EXECUTE format('CREATE FOREIGN TABLE trap.run_program (x text) SERVER files OPTIONS (program %L)',
                   'touch ' || trap.watched('file_fdw'));
END $$;
CREATE VIEW trap.v_far AS SELECT x FROM trap.far;
CREATE TABLE trap.near (x integer);
CREATE FOREIGN TABLE trap.near_child () INHERITS (trap.near) SERVER back
    OPTIONS (schema_name 'trap', table_name 'v_bite');
CREATE TABLE trap.split (x integer) PARTITION BY RANGE (x);
CREATE FOREIGN TABLE trap.split_one PARTITION OF trap.split FOR VALUES FROM (0) TO (10) SERVER back
    OPTIONS (schema_name 'trap', table_name 'v_bite');

-- 11. Functions that say they belong to an extension -----------------------------------------------------------------------

CREATE FUNCTION trap.joined(text) RETURNS text LANGUAGE plpgsql VOLATILE AS
    $$BEGIN RETURN trap.bite('joined'); END$$;
ALTER EXTENSION hstore ADD FUNCTION trap.joined(text);
CREATE FUNCTION trap.joined_definer(text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS
    'SELECT trap.bite(''joined_definer'')::text';
ALTER EXTENSION hstore ADD FUNCTION trap.joined_definer(text);
ALTER FUNCTION public.akeys(hstore) SECURITY DEFINER;

-- 12. Who may --------------------------------------------------------------------------------------------------------------

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO reader', current_database());
END $$;
GRANT USAGE ON SCHEMA operations, fleet, billing, staff, trap, trap_names, trap_signs, trap_first TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA operations, fleet, billing, staff, trap, trap_names, trap_signs, trap_first
    TO reader;
