-- SPDX-License-Identifier: GPL-3.0-or-later
-- Operator classes for types of PostgreSQL's own. In a copy of the database of catalogue.sql, as the casts are.

SET proof.is_loading = on;
-- The operators are PostgreSQL's own functions; the class that orders by them brings the trap.
CREATE FUNCTION trap_signs.order_of(a integer, b integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('order_of'); RETURN btint4cmp(a, b); END$$;
CREATE OPERATOR trap_signs.<<< (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4lt);
CREATE OPERATOR trap_signs.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq, MERGES);
CREATE OPERATOR CLASS trap_signs.odd FOR TYPE integer USING btree AS
    OPERATOR 1 trap_signs.<<<, OPERATOR 3 trap_signs.===, FUNCTION 1 trap_signs.order_of(integer, integer);
CREATE FUNCTION trap.step_order(a integer, b integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$BEGIN PERFORM trap.bite('step_order'); RETURN btint4cmp(a, b); END$$;
CREATE OPERATOR CLASS trap.step_ops FOR TYPE integer USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 trap.step_order(integer, integer);
CREATE TYPE trap.steps AS RANGE (subtype = integer, subtype_opclass = trap.step_ops, multirange_type_name = trap.many_steps);
CREATE TABLE trap.stretches (id integer, s trap.steps);
INSERT INTO trap.stretches SELECT n, trap.steps(n, n + 5) FROM generate_series(1, 100) n;
CREATE TABLE trap.indexed (id integer, n integer);
INSERT INTO trap.indexed SELECT n, n FROM generate_series(1, 5000) n;
CREATE INDEX ON trap.indexed (n trap.step_ops);
CREATE TABLE trap.parted (n integer) PARTITION BY RANGE (n trap.step_ops);
CREATE TABLE trap.parted_low PARTITION OF trap.parted FOR VALUES FROM (0) TO (10);
CREATE TABLE trap.parted_high PARTITION OF trap.parted FOR VALUES FROM (10) TO (20);
INSERT INTO trap.parted VALUES (1), (11);
GRANT SELECT ON ALL TABLES IN SCHEMA trap TO reader;
