-- SPDX-License-Identifier: GPL-3.0-or-later
-- What honest statements ask that only a server can explain: extensions, views, policies, domains, types of one's own
-- and the like, none of which does anything but read. tst_proof loads it into a copy of the fleet's database.

CREATE SCHEMA shop;
SET search_path = shop, operations, fleet, billing, staff, public;

CREATE EXTENSION pg_trgm SCHEMA public;
CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION ltree SCHEMA public;
CREATE EXTENSION intarray SCHEMA public;
CREATE EXTENSION unaccent SCHEMA public;
CREATE EXTENSION fuzzystrmatch SCHEMA public;
CREATE EXTENSION cube SCHEMA public;
CREATE EXTENSION earthdistance SCHEMA public;
CREATE EXTENSION "uuid-ossp" SCHEMA public;
CREATE EXTENSION btree_gist SCHEMA public;
CREATE EXTENSION btree_gin SCHEMA public;
CREATE EXTENSION pgcrypto SCHEMA public;
CREATE EXTENSION isn SCHEMA public;
CREATE EXTENSION seg SCHEMA public;
CREATE EXTENSION tablefunc SCHEMA public;
CREATE EXTENSION tsm_system_rows SCHEMA public;
CREATE EXTENSION tsm_system_time SCHEMA public;
CREATE EXTENSION pg_stat_statements SCHEMA public;
CREATE EXTENSION postgres_fdw SCHEMA public;

-- Types, and tables of every kind ----------------------------------------------------------------------------------------

CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TYPE address AS (street text, city text, zip text);
CREATE TYPE person AS (name text, home address);
CREATE DOMAIN email AS citext CHECK (VALUE ~ '^[^@ ]+@[^@ ]+$');
CREATE DOMAIN percent AS numeric(5, 2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN short_name AS text CHECK (length(btrim(VALUE)) BETWEEN 1 AND 40);
CREATE DOMAIN code AS short_name CHECK (upper(VALUE) = VALUE);
CREATE TYPE price_range AS RANGE (subtype = numeric);
CREATE TYPE time_range AS RANGE (subtype = time);

CREATE TABLE parts (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      code NOT NULL UNIQUE,
    name      citext NOT NULL,
    sizes     size[] NOT NULL DEFAULT '{small}',
    discount  percent NOT NULL DEFAULT 0,
    price     numeric(10, 2) NOT NULL CHECK (price >= 0),
    gross     numeric GENERATED ALWAYS AS (round(price * 1.19, 2)) STORED,
    tags      hstore,
    place     ltree,
    numbers   integer[],
    made_by   person,
    prices    price_range,
    open      time_range,
    spot      cube,
    search    tsvector GENERATED ALWAYS AS (to_tsvector('english', 'part')) STORED,
    lower     text,
    net_price text,
    isbn      isbn
);
INSERT INTO parts (code, name, sizes, price, tags, place, numbers, made_by, prices, open, spot, lower, net_price, isbn)
    SELECT 'P' || n, 'Part ' || n, ARRAY['small', 'large']::size[], n, hstore('colour', 'red'),
        ('stock.shelf' || n % 5)::ltree, ARRAY[n, n + 1], ROW('Ann', ROW('Street ' || n, 'Köln', '50667')::address)::person,
        price_range(n, n + 10), time_range('08:00', '17:00'), cube(n), 'low', 'net', '0-306-40615-2'
    FROM generate_series(1, 200) n;
CREATE INDEX ON parts (lower(name::text));
CREATE INDEX ON parts USING gin (code gin_trgm_ops);
CREATE INDEX ON parts USING gist (place);
CREATE INDEX ON parts ((price * 2)) WHERE price > 10;
CREATE STATISTICS parts_told ON (price * 2), (length(code)) FROM parts;
ANALYZE parts;

CREATE TABLE users (id integer PRIMARY KEY, mail email NOT NULL, nick citext, tenant name NOT NULL, size size);
INSERT INTO users VALUES (1, 'Ann@example.org', 'ANN', 'reader', 'small'), (2, 'bob@example.org', 'bob', 'postgres', 'large');
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON users USING (tenant = current_user OR tenant = current_setting('app.tenant', true));

CREATE TABLE bookings (truck integer, during tstzrange NOT NULL, EXCLUDE USING gist (truck WITH =, during WITH &&));
INSERT INTO bookings SELECT n, tstzrange(now(), now() + make_interval(days => n)) FROM generate_series(1, 20) n;
CREATE TABLE measures (day date NOT NULL, place text, value double precision) PARTITION BY RANGE (day);
CREATE TABLE measures_old PARTITION OF measures FOR VALUES FROM ('2020-01-01') TO ('2024-01-01');
CREATE TABLE measures_new PARTITION OF measures FOR VALUES FROM ('2024-01-01') TO ('2030-01-01') PARTITION BY LIST (place);
CREATE TABLE measures_new_a PARTITION OF measures_new FOR VALUES IN ('a');
CREATE TABLE measures_new_rest PARTITION OF measures_new DEFAULT;
INSERT INTO measures SELECT date '2023-06-01' + n, chr(97 + n % 3), n FROM generate_series(1, 400) n;
CREATE TABLE by_letter (word text, n integer) PARTITION BY HASH (lower(word));
CREATE TABLE by_letter_0 PARTITION OF by_letter FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_letter_1 PARTITION OF by_letter FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_letter SELECT 'w' || n, n FROM generate_series(1, 50) n;
CREATE TABLE machines (id integer, name text);
CREATE TABLE cranes (load_kg integer CHECK (load_kg > 0)) INHERITS (machines);
INSERT INTO cranes VALUES (1, 'Tall', 5000);
CREATE UNLOGGED TABLE notes (id integer, body text, words tsvector);
INSERT INTO notes VALUES (1, 'The quick brown fox', to_tsvector('english', 'The quick brown fox'));
CREATE INDEX ON notes USING gin (words);

-- Views ------------------------------------------------------------------------------------------------------------------

CREATE VIEW depot_load AS SELECT d.id, d.name, count(a.id) AS activities, round(avg(a.cost), 2) AS cost
    FROM depots d LEFT JOIN activities a ON a.depot_id = d.id GROUP BY d.id;
CREATE VIEW busy_depots AS SELECT name, activities, rank() OVER (ORDER BY activities DESC) FROM depot_load;
CREATE VIEW words_of_notes AS
    SELECT id, ts_headline('english', body, to_tsquery('fox')) AS headline, unaccent(body) AS plain FROM notes;
CREATE VIEW similar_parts AS SELECT a.code, b.code AS other, similarity(a.name::text, b.name::text) AS likeness
    FROM parts a JOIN parts b ON a.id < b.id AND a.name::text % b.name::text;
CREATE VIEW my_users WITH (security_invoker = true) AS SELECT id, mail FROM users;
CREATE VIEW guarded_parts WITH (security_barrier = true) AS SELECT id, code, price FROM parts WHERE price < 100;
CREATE VIEW calendar AS SELECT day::date, to_char(day, 'IYYY-IW') AS week
    FROM generate_series(date '2024-01-01', date '2024-12-31', interval '1 day') day;
CREATE VIEW chain AS WITH RECURSIVE r (id, level) AS (SELECT id, 1 FROM employees WHERE manager_id IS NULL
    UNION ALL SELECT e.id, level + 1 FROM employees e JOIN r ON r.id = e.manager_id) SELECT * FROM r;
CREATE VIEW tags_of_parts AS SELECT p.code, t.key, t.value FROM parts p, LATERAL each(p.tags) t;
CREATE VIEW fresh AS SELECT *, now() - ordered_at AS age, current_user AS asked_by FROM orders;
CREATE VIEW json_lines AS SELECT jsonb_agg(jsonb_build_object('code', code, 'price', price) ORDER BY id) AS lines FROM parts;
CREATE MATERIALIZED VIEW monthly AS SELECT date_trunc('month', issued_on) AS month, sum(total_amount) AS total
    FROM invoices GROUP BY 1;
CREATE INDEX ON monthly (month);

-- What an administrator of the trial vouches for ---------------------------------------------------------------------------

CREATE FUNCTION net_price(gross numeric, country text DEFAULT 'DE') RETURNS numeric LANGUAGE sql IMMUTABLE AS
    $$SELECT round(gross / CASE country WHEN 'DE' THEN 1.19 ELSE 1.2 END, 2)$$;
CREATE FUNCTION parts_under(limit_price numeric) RETURNS SETOF parts LANGUAGE plpgsql STABLE AS
    $$BEGIN RETURN QUERY SELECT * FROM shop.parts WHERE price < limit_price; END$$;
CREATE FUNCTION is_office(mail text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT mail LIKE '%@example.org'$$;
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE FUNCTION label(part parts) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT part.code || ': ' || part.name$$;
CREATE VIEW net_parts AS SELECT code, net_price(price) AS net FROM parts;
CREATE SERVER back FOREIGN DATA WRAPPER postgres_fdw;
DO $$ BEGIN
    EXECUTE format('ALTER SERVER back OPTIONS (host %L, port %L, dbname %L)',
                   current_setting('unix_socket_directories'), current_setting('port'), current_database());
END $$;
CREATE USER MAPPING FOR PUBLIC SERVER back OPTIONS (user 'postgres', password_required 'false');
CREATE FOREIGN TABLE far_depots (id bigint, name text) SERVER back OPTIONS (schema_name 'operations', table_name 'depots');

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO reader', current_database());
END $$;
GRANT USAGE ON SCHEMA operations, fleet, billing, staff, shop TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA operations, fleet, billing, staff, shop TO reader;
