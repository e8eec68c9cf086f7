-- SPDX-License-Identifier: GPL-3.0-or-later
-- Casts between types of PostgreSQL's own, which any statement of the database may come to use. In a copy of the database
-- of catalogue.sql, since these alone would have every statement refused.

SET proof.is_loading = on;
CREATE FUNCTION trap.network_of(macaddr) RETURNS cidr LANGUAGE sql AS
    'SELECT (''10.0.0.'' || trap.bite(''network_of''))::cidr';
CREATE FUNCTION trap.letters_of(macaddr8) RETURNS text LANGUAGE sql AS 'SELECT trap.bite(''letters_of'')::text';
CREATE CAST (macaddr AS cidr) WITH FUNCTION trap.network_of(macaddr);
CREATE CAST (macaddr8 AS text) WITH FUNCTION trap.letters_of(macaddr8);
CREATE VIEW trap.v_cast AS SELECT a::cidr AS x FROM trap.devices;
GRANT SELECT ON trap.v_cast TO reader;
CREATE CAST (trap.grade AS json) WITH FUNCTION trap.json_of(trap.grade);
