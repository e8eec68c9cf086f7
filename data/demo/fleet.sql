-- fleet.sql - the demo database of SQL AI Agent: two years in the life of a haulier
--
-- Licence   GPL-3.0-or-later, like the programme. Every name, number and sentence is invented here; likeness to
--           a real person or company is chance.
--
-- Loading   Into an empty UTF-8 database, normally called "fleet", of PostgreSQL 14 or newer, as a superuser:
--               createdb --encoding=UTF8 --template=template0 fleet && psql -v ON_ERROR_STOP=1 -f fleet.sql fleet
--           The file is plain SQL in one transaction, without psql commands, so libpq can also send it as one
--           string. It never drops anything: where one of its schemas already exists it fails and changes nothing.
--
-- What      Four schemas: operations (the work), fleet (the trucks), billing (the money), staff (the people).
--           A fifth, demo, is the stage machinery; the role that asks questions (fleet_reader) cannot enter it.
--
-- Same day, same data
--           Nothing is random. All variety comes from demo.dice(), a hash of whole numbers, and the only thing
--           read from outside is current_date, in one place (demo.anchor). Two loads on one day are identical.
--
-- How dates move
--           The data always ends in the week of demo.anchor.loaded_for and looks as the company's books would
--           at half past seven in the morning of that day: night tours are finished, morning tours are on the
--           road, the rest of the week is only planned. What the rest of this week will bring is already
--           written down in the tables demo.this_week_*. To bring the data to today, a superuser calls
--               SELECT demo.move_dates_to(current_date);
--           It answers by how many days it moved; 0 when the data is not older than that day. Inside a week it
--           only tells the next days of the story; into another week it first moves every date in every table
--           by whole weeks, so that Sundays stay Sundays. The result is the same as loading on that day, but for
--           a few times of day inside the hour that a change of the clocks skips or repeats.
--           A move into another week rewrites most rows. Vacuuming cannot be done inside a function: whoever
--           wants the old space back runs VACUUM ANALYZE after it.

BEGIN;

SET LOCAL client_encoding = 'UTF8';
SET LOCAL client_min_messages = warning;
SET LOCAL standard_conforming_strings = on;
SET LOCAL jit = off;
SET LOCAL temp_buffers = '256MB';
SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '128MB';
SET LOCAL synchronous_commit = off;
SET LOCAL default_statistics_target = 40;

CREATE SCHEMA operations;
CREATE SCHEMA fleet;
CREATE SCHEMA billing;
CREATE SCHEMA staff;
CREATE SCHEMA demo;

SET LOCAL search_path = operations, fleet, billing, staff;

-- The role that asks questions. It has no password: who wants one sets it. Its few rights are given in part 7.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleet_reader') THEN
        CREATE ROLE fleet_reader LOGIN;
    END IF;
END
$$;

COMMENT ON SCHEMA operations IS 'The daily work: depots, routes, transport orders, activities and incidents';
COMMENT ON SCHEMA fleet IS 'The trucks and what they need: types, fuel, maintenance and inspections';
COMMENT ON SCHEMA billing IS 'The money: customers, contracts, invoices, payments and credit notes';
COMMENT ON SCHEMA staff IS 'The people: employees, drivers, assignments to trucks, licence checks and absences';
COMMENT ON SCHEMA demo IS 'Machinery of the demo: the day the data stands at, and how it moves on';


-- ===================================================================================================================
-- 1. Types
-- ===================================================================================================================

CREATE TYPE operations.activity_kind AS ENUM ('pickup', 'delivery', 'line_haul', 'transfer', 'service');
CREATE TYPE operations.activity_status AS ENUM ('planned', 'running', 'finished', 'cancelled');
CREATE TYPE operations.order_status AS ENUM ('booked', 'in_transit', 'delivered', 'cancelled');
CREATE TYPE fleet.truck_status AS ENUM ('active', 'in_workshop', 'retired');
CREATE TYPE billing.payment_method AS ENUM ('bank_transfer', 'direct_debit', 'card');
CREATE TYPE staff.shift AS ENUM ('day', 'night');
CREATE TYPE staff.absence_kind AS ENUM ('holiday', 'sick', 'training');

CREATE DOMAIN fleet.plate AS text CHECK (VALUE ~ '^[^-]{1,3}-[0-9]{2}-[0-9]{4}$');

COMMENT ON TYPE operations.activity_kind IS 'What a truck does: fetch, bring, drive between depots at night, run empty, or look after itself';
COMMENT ON TYPE operations.activity_status IS 'How far an activity has come';
COMMENT ON TYPE operations.order_status IS 'How far a transport order has come';
COMMENT ON TYPE fleet.truck_status IS 'Whether a truck can be planned';
COMMENT ON TYPE billing.payment_method IS 'How money reached us';
COMMENT ON TYPE staff.shift IS 'Day shift (05:00 to 20:00) or night shift';
COMMENT ON TYPE staff.absence_kind IS 'Why somebody was away';
COMMENT ON DOMAIN fleet.plate IS 'A license plate: letters of the town, two digits, four digits, as in MÜ-44-0027';


-- ===================================================================================================================
-- 2. Tables
--
-- Foreign keys and most indexes come in part 5, after the rows: checking all rows once is much quicker than
-- checking each on its own.
-- ===================================================================================================================

-- operations --------------------------------------------------------------------------------------------------------

CREATE TABLE operations.depots (
    id              bigint PRIMARY KEY,
    name            text NOT NULL UNIQUE,
    city            text NOT NULL,
    country_code    char(2) NOT NULL,
    latitude        numeric(8, 5) NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude       numeric(8, 5) NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    docks           smallint NOT NULL CHECK (docks > 0),
    gate_opens_at   time NOT NULL,
    gate_closes_at  time NOT NULL,
    opened_on       date NOT NULL,
    services        text[] NOT NULL DEFAULT '{}',
    manager_id      bigint
);

COMMENT ON TABLE depots IS 'Places where trucks are at home and goods change trucks';
COMMENT ON COLUMN depots.id IS 'Number of the depot';
COMMENT ON COLUMN depots.name IS 'Name of the depot, unique';
COMMENT ON COLUMN depots.city IS 'Town the depot is in';
COMMENT ON COLUMN depots.country_code IS 'Country, two letters (ISO 3166)';
COMMENT ON COLUMN depots.latitude IS 'Degrees north';
COMMENT ON COLUMN depots.longitude IS 'Degrees east';
COMMENT ON COLUMN depots.docks IS 'Number of loading docks';
COMMENT ON COLUMN depots.gate_opens_at IS 'Local time at which the gate opens';
COMMENT ON COLUMN depots.gate_closes_at IS 'Local time at which the gate closes; night tours have a key';
COMMENT ON COLUMN depots.opened_on IS 'Day the depot went into service';
COMMENT ON COLUMN depots.services IS 'What the depot offers: wash, fuel, workshop, cold_store';
COMMENT ON COLUMN depots.manager_id IS 'Employee who runs the depot';

CREATE TABLE operations.routes (
    id                bigint PRIMARY KEY,
    from_depot_id     bigint NOT NULL,
    to_depot_id       bigint NOT NULL,
    distance_km       integer NOT NULL CHECK (distance_km > 0),
    planned_duration  interval NOT NULL,
    toll_cost         numeric(8, 2) NOT NULL,
    is_active         boolean NOT NULL DEFAULT true,
    UNIQUE (from_depot_id, to_depot_id),
    CHECK (from_depot_id <> to_depot_id)
);

COMMENT ON TABLE routes IS 'Line-haul connections between two depots that can be driven in one night';
COMMENT ON COLUMN routes.id IS 'Number of the route';
COMMENT ON COLUMN routes.from_depot_id IS 'Depot where the route begins';
COMMENT ON COLUMN routes.to_depot_id IS 'Depot where the route ends';
COMMENT ON COLUMN routes.distance_km IS 'Length by road in kilometres';
COMMENT ON COLUMN routes.planned_duration IS 'Planned driving time including the break';
COMMENT ON COLUMN routes.toll_cost IS 'Road toll for one run in euros';
COMMENT ON COLUMN routes.is_active IS 'False when the route is not planned any more';

CREATE TABLE operations.orders (
    id             bigint PRIMARY KEY,
    order_number   text NOT NULL,
    customer_id    bigint NOT NULL,
    depot_id       bigint NOT NULL,
    ordered_at     timestamptz NOT NULL,
    wanted_on      date NOT NULL,
    pickup_city    text NOT NULL,
    delivery_city  text NOT NULL,
    goods          text NOT NULL,
    weight_kg      integer NOT NULL CHECK (weight_kg > 0),
    pallets        smallint NOT NULL CHECK (pallets > 0),
    requirements   text[] NOT NULL DEFAULT '{}',
    agreed_price   numeric(10, 2) NOT NULL CHECK (agreed_price >= 0),
    status         operations.order_status NOT NULL,
    tracking_code  uuid NOT NULL,
    instructions   text
);

COMMENT ON TABLE orders IS 'Transport orders from customers; one order is carried out by one or more activities';
COMMENT ON COLUMN orders.id IS 'Number of the order, rising with the time it was placed';
COMMENT ON COLUMN orders.order_number IS 'The number the customer sees, as in O-0012345, unique';
COMMENT ON COLUMN orders.customer_id IS 'Customer who placed the order';
COMMENT ON COLUMN orders.depot_id IS 'Depot that carries it out';
COMMENT ON COLUMN orders.ordered_at IS 'When the order was placed';
COMMENT ON COLUMN orders.wanted_on IS 'Day on which the customer wants the transport';
COMMENT ON COLUMN orders.pickup_city IS 'Town where the goods are fetched';
COMMENT ON COLUMN orders.delivery_city IS 'Town where the goods go';
COMMENT ON COLUMN orders.goods IS 'What is carried, in a few words';
COMMENT ON COLUMN orders.weight_kg IS 'Weight of the goods in kilograms';
COMMENT ON COLUMN orders.pallets IS 'Number of pallets';
COMMENT ON COLUMN orders.requirements IS 'Special needs: tail_lift, two_people, refrigerated, dangerous_goods';
COMMENT ON COLUMN orders.agreed_price IS 'Agreed price in euros without tax';
COMMENT ON COLUMN orders.status IS 'booked, in_transit, delivered or cancelled';
COMMENT ON COLUMN orders.tracking_code IS 'Secret code with which the customer follows the order';
COMMENT ON COLUMN orders.instructions IS 'What the driver has to know; often missing';

CREATE TABLE operations.activities (
    id                bigint PRIMARY KEY,
    name              text NOT NULL,
    kind              operations.activity_kind NOT NULL,
    status            operations.activity_status NOT NULL,
    order_id          bigint,
    route_id          bigint,
    depot_id          bigint NOT NULL,
    truck_id          bigint NOT NULL,
    driver_id         bigint NOT NULL,
    planned_start_at  timestamptz NOT NULL,
    due_at            timestamptz NOT NULL,
    started_at        timestamptz,
    finished_at       timestamptz,
    distance_km       numeric(7, 1),
    cost              numeric(10, 2),
    details           jsonb,
    note              text,
    CHECK (due_at >= planned_start_at),
    CHECK (finished_at >= started_at)
);

COMMENT ON TABLE activities IS 'Every piece of work of every truck: pickups, deliveries, night line hauls, empty runs and service';
COMMENT ON COLUMN activities.id IS 'Number of the activity, rising with its planned start';
COMMENT ON COLUMN activities.name IS 'What is done, in words';
COMMENT ON COLUMN activities.kind IS 'pickup, delivery, line_haul, transfer (empty run) or service';
COMMENT ON COLUMN activities.status IS 'planned, running, finished or cancelled';
COMMENT ON COLUMN activities.order_id IS 'Order it belongs to; missing for empty runs and service';
COMMENT ON COLUMN activities.route_id IS 'Route driven; only for line hauls and empty runs';
COMMENT ON COLUMN activities.depot_id IS 'Depot that planned it';
COMMENT ON COLUMN activities.truck_id IS 'Truck that does it';
COMMENT ON COLUMN activities.driver_id IS 'Driver who does it';
COMMENT ON COLUMN activities.planned_start_at IS 'When it should begin';
COMMENT ON COLUMN activities.due_at IS 'When it should be finished; finishing after this is late';
COMMENT ON COLUMN activities.started_at IS 'When it really began; missing while planned or if cancelled';
COMMENT ON COLUMN activities.finished_at IS 'When it was really finished; missing while not finished';
COMMENT ON COLUMN activities.distance_km IS 'Kilometres driven; missing while not finished';
COMMENT ON COLUMN activities.cost IS 'Own cost in euros (truck, driver, toll); missing while not finished';
COMMENT ON COLUMN activities.details IS 'Facts that only some activities have: pallets, temperature, trailer, seal, signed_by';
COMMENT ON COLUMN activities.note IS 'What the driver or dispatcher wrote; often missing';

CREATE TABLE operations.incidents (
    id            bigint PRIMARY KEY,
    activity_id   bigint NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('delay', 'damage', 'breakdown', 'accident', 'theft')),
    severity      smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
    reported_at   timestamptz NOT NULL,
    resolved_at   timestamptz,
    claim_amount  numeric(10, 2),
    description   text NOT NULL
);

COMMENT ON TABLE incidents IS 'Things that went wrong during an activity';
COMMENT ON COLUMN incidents.id IS 'Number of the incident';
COMMENT ON COLUMN incidents.activity_id IS 'Activity during which it happened';
COMMENT ON COLUMN incidents.kind IS 'delay, damage, breakdown, accident or theft';
COMMENT ON COLUMN incidents.severity IS 'From 1 (trifle) to 4 (serious)';
COMMENT ON COLUMN incidents.reported_at IS 'When the driver reported it';
COMMENT ON COLUMN incidents.resolved_at IS 'When it was settled; missing while open';
COMMENT ON COLUMN incidents.claim_amount IS 'Money claimed from us in euros; missing when nobody claimed any';
COMMENT ON COLUMN incidents.description IS 'What happened, in a sentence';

-- fleet -------------------------------------------------------------------------------------------------------------

CREATE TABLE fleet.truck_types (
    id                       bigint PRIMARY KEY,
    name                     text NOT NULL UNIQUE,
    payload_kg               integer NOT NULL CHECK (payload_kg > 0),
    pallet_places            smallint NOT NULL,
    axles                    smallint NOT NULL,
    target_litres_per_100km  numeric(4, 1) NOT NULL,
    cost_per_km              numeric(5, 3) NOT NULL,
    licence_class            text NOT NULL,
    drives_at_night          boolean NOT NULL
);

COMMENT ON TABLE truck_types IS 'Kinds of trucks, from van to articulated lorry';
COMMENT ON COLUMN truck_types.id IS 'Number of the type';
COMMENT ON COLUMN truck_types.name IS 'Name of the type';
COMMENT ON COLUMN truck_types.payload_kg IS 'Most it may carry in kilograms';
COMMENT ON COLUMN truck_types.pallet_places IS 'Places for Euro pallets';
COMMENT ON COLUMN truck_types.axles IS 'Number of axles, trailer included';
COMMENT ON COLUMN truck_types.target_litres_per_100km IS 'Diesel it should need, in litres per 100 km';
COMMENT ON COLUMN truck_types.cost_per_km IS 'Calculated cost in euros per kilometre, without the driver';
COMMENT ON COLUMN truck_types.licence_class IS 'Driving licence class that is needed';
COMMENT ON COLUMN truck_types.drives_at_night IS 'True for tractors, which also drive line hauls at night';

CREATE TABLE fleet.trucks (
    id                   bigint PRIMARY KEY,
    license_plate        fleet.plate NOT NULL UNIQUE,
    truck_type_id        bigint NOT NULL,
    home_depot_id        bigint NOT NULL,
    make                 text NOT NULL,
    model                text NOT NULL,
    status               fleet.truck_status NOT NULL,
    first_registered_on  date NOT NULL,
    bought_on            date NOT NULL,
    retired_on           date,
    purchase_price       numeric(10, 2) NOT NULL,
    odometer_km          integer NOT NULL,
    equipment            text[] NOT NULL DEFAULT '{}',
    telematics           jsonb,
    CHECK (retired_on >= bought_on)
);

COMMENT ON TABLE trucks IS 'Every truck the company has or had in the last two years';
COMMENT ON COLUMN trucks.id IS 'Number of the truck';
COMMENT ON COLUMN trucks.license_plate IS 'License plate, as in MÜ-44-0027, unique';
COMMENT ON COLUMN trucks.truck_type_id IS 'What kind of truck it is';
COMMENT ON COLUMN trucks.home_depot_id IS 'Depot it belongs to';
COMMENT ON COLUMN trucks.make IS 'Manufacturer';
COMMENT ON COLUMN trucks.model IS 'Model of the manufacturer';
COMMENT ON COLUMN trucks.status IS 'active, in_workshop or retired';
COMMENT ON COLUMN trucks.first_registered_on IS 'Day of first registration, possibly by an earlier owner';
COMMENT ON COLUMN trucks.bought_on IS 'First day in our service';
COMMENT ON COLUMN trucks.retired_on IS 'First day no longer in our service; missing while in service';
COMMENT ON COLUMN trucks.purchase_price IS 'Price paid in euros without tax';
COMMENT ON COLUMN trucks.odometer_km IS 'Kilometres on the clock last Sunday night';
COMMENT ON COLUMN trucks.equipment IS 'Fittings: tail_lift, refrigeration, sleeper_cab, camera, crane';
COMMENT ON COLUMN trucks.telematics IS 'Settings of the on-board unit; missing where none is built in';

CREATE TABLE fleet.fuel_purchases (
    id               bigint NOT NULL,
    truck_id         bigint NOT NULL,
    driver_id        bigint NOT NULL,
    purchased_on     date NOT NULL,
    purchased_at     timestamptz NOT NULL,
    station          text NOT NULL,
    litres           numeric(7, 2) NOT NULL CHECK (litres > 0),
    price_per_litre  numeric(5, 3) NOT NULL,
    amount           numeric(9, 2) NOT NULL,
    odometer_km      integer NOT NULL,
    PRIMARY KEY (id, purchased_on)
) PARTITION BY RANGE (purchased_on);

COMMENT ON TABLE fuel_purchases IS 'Diesel bought for trucks; one partition for each quarter of a year';
COMMENT ON COLUMN fuel_purchases.id IS 'Number of the purchase';
COMMENT ON COLUMN fuel_purchases.truck_id IS 'Truck that was filled up';
COMMENT ON COLUMN fuel_purchases.driver_id IS 'Driver who paid';
COMMENT ON COLUMN fuel_purchases.purchased_on IS 'Day of the purchase; decides the partition';
COMMENT ON COLUMN fuel_purchases.purchased_at IS 'Exact time of the purchase';
COMMENT ON COLUMN fuel_purchases.station IS 'Filling station';
COMMENT ON COLUMN fuel_purchases.litres IS 'Litres of diesel';
COMMENT ON COLUMN fuel_purchases.price_per_litre IS 'Price of a litre in euros without tax';
COMMENT ON COLUMN fuel_purchases.amount IS 'Amount paid in euros without tax';
COMMENT ON COLUMN fuel_purchases.odometer_km IS 'Kilometres on the clock when filling up';

CREATE TABLE fleet.maintenance_jobs (
    id            bigint PRIMARY KEY,
    truck_id      bigint NOT NULL,
    mechanic_id   bigint,
    kind          text NOT NULL
                  CHECK (kind IN ('service', 'tyres', 'brakes', 'engine', 'electrics', 'bodywork', 'accident')),
    description   text NOT NULL,
    opened_on     date NOT NULL,
    closed_on     date,
    labour_hours  numeric(5, 1) NOT NULL,
    cost          numeric(10, 2),
    parts         jsonb NOT NULL DEFAULT '[]',
    is_warranty   boolean NOT NULL,
    CHECK (closed_on >= opened_on)
);

COMMENT ON TABLE maintenance_jobs IS 'Workshop jobs; a truck does not drive from opened_on to closed_on';
COMMENT ON COLUMN maintenance_jobs.id IS 'Number of the job';
COMMENT ON COLUMN maintenance_jobs.truck_id IS 'Truck that was worked on';
COMMENT ON COLUMN maintenance_jobs.mechanic_id IS 'Our mechanic; missing when an outside workshop did it';
COMMENT ON COLUMN maintenance_jobs.kind IS 'service, tyres, brakes, engine, electrics, bodywork or accident';
COMMENT ON COLUMN maintenance_jobs.description IS 'What was done';
COMMENT ON COLUMN maintenance_jobs.opened_on IS 'Day the truck came in';
COMMENT ON COLUMN maintenance_jobs.closed_on IS 'Day it was ready; missing while still in the workshop';
COMMENT ON COLUMN maintenance_jobs.labour_hours IS 'Hours of work, estimated while the job is open';
COMMENT ON COLUMN maintenance_jobs.cost IS 'Cost in euros without tax; missing while the job is open';
COMMENT ON COLUMN maintenance_jobs.parts IS 'List of parts used, each with part, quantity and price';
COMMENT ON COLUMN maintenance_jobs.is_warranty IS 'True when the manufacturer pays';

CREATE TABLE fleet.inspections (
    id            bigint PRIMARY KEY,
    truck_id      bigint NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('roadworthiness', 'tachograph')),
    inspected_on  date NOT NULL,
    valid_until   date NOT NULL,
    passed        boolean NOT NULL,
    defects       text[] NOT NULL DEFAULT '{}',
    CHECK (valid_until >= inspected_on)
);

COMMENT ON TABLE inspections IS 'Inspections required by law';
COMMENT ON COLUMN inspections.id IS 'Number of the inspection';
COMMENT ON COLUMN inspections.truck_id IS 'Truck that was inspected';
COMMENT ON COLUMN inspections.kind IS 'roadworthiness (every year) or tachograph (every two years)';
COMMENT ON COLUMN inspections.inspected_on IS 'Day of the inspection';
COMMENT ON COLUMN inspections.valid_until IS 'Last day on which it counts; 30 days only if not passed';
COMMENT ON COLUMN inspections.passed IS 'True when the truck may go on driving without repair';
COMMENT ON COLUMN inspections.defects IS 'Defects found; empty when there were none';

-- billing -----------------------------------------------------------------------------------------------------------

CREATE TABLE billing.customers (
    id                 bigint PRIMARY KEY,
    name               text NOT NULL UNIQUE,
    city               text NOT NULL,
    country_code       char(2) NOT NULL,
    depot_id           bigint NOT NULL,
    industry           text NOT NULL,
    email              text NOT NULL,
    tax_number         text NOT NULL UNIQUE,
    customer_since     date NOT NULL,
    payment_term_days  smallint NOT NULL CHECK (payment_term_days > 0),
    credit_limit       numeric(10, 2),
    is_key_account     boolean NOT NULL,
    preferences        jsonb NOT NULL DEFAULT '{}'
);

COMMENT ON TABLE customers IS 'Companies that order transports';
COMMENT ON COLUMN customers.id IS 'Number of the customer';
COMMENT ON COLUMN customers.name IS 'Name of the company, unique';
COMMENT ON COLUMN customers.city IS 'Town of the company';
COMMENT ON COLUMN customers.country_code IS 'Country, two letters (ISO 3166)';
COMMENT ON COLUMN customers.depot_id IS 'Depot that looks after the customer';
COMMENT ON COLUMN customers.industry IS 'What the company deals in';
COMMENT ON COLUMN customers.email IS 'Where invoices go';
COMMENT ON COLUMN customers.tax_number IS 'Tax number, unique';
COMMENT ON COLUMN customers.customer_since IS 'Day the business began';
COMMENT ON COLUMN customers.payment_term_days IS 'Days the customer has to pay an invoice';
COMMENT ON COLUMN customers.credit_limit IS 'Most that may be open at once in euros; missing means no limit';
COMMENT ON COLUMN customers.is_key_account IS 'True for the customers that matter most';
COMMENT ON COLUMN customers.preferences IS 'Wishes: language, invoice_format, delivery_window';

CREATE TABLE billing.contracts (
    id                bigint PRIMARY KEY,
    customer_id       bigint NOT NULL,
    starts_on         date NOT NULL,
    ends_on           date,
    price_per_km      numeric(6, 3) NOT NULL CHECK (price_per_km > 0),
    discount_percent  numeric(4, 1) NOT NULL CHECK (discount_percent BETWEEN 0 AND 50),
    services          text[] NOT NULL DEFAULT '{}',
    terms             jsonb NOT NULL DEFAULT '{}',
    CHECK (ends_on >= starts_on)
);

COMMENT ON TABLE contracts IS 'Prices agreed with customers; each customer has one that has not ended';
COMMENT ON COLUMN contracts.id IS 'Number of the contract';
COMMENT ON COLUMN contracts.customer_id IS 'Customer it was made with';
COMMENT ON COLUMN contracts.starts_on IS 'First day it holds';
COMMENT ON COLUMN contracts.ends_on IS 'Last day it holds; missing while it goes on';
COMMENT ON COLUMN contracts.price_per_km IS 'Price of a kilometre in euros without tax';
COMMENT ON COLUMN contracts.discount_percent IS 'Discount on every order in percent';
COMMENT ON COLUMN contracts.services IS 'Services included in the price';
COMMENT ON COLUMN contracts.terms IS 'Other terms: notice_weeks, free_waiting_minutes, diesel_clause';

CREATE TABLE billing.invoices (
    id              bigint PRIMARY KEY,
    invoice_number  text NOT NULL UNIQUE,
    customer_id     bigint NOT NULL,
    issued_on       date NOT NULL,
    due_on          date NOT NULL,
    period_from     date NOT NULL,
    period_until    date NOT NULL,
    net_amount      numeric(12, 2) NOT NULL,
    tax_rate        numeric(4, 1) NOT NULL,
    total_amount    numeric(12, 2) NOT NULL
                    GENERATED ALWAYS AS (round(net_amount * (1 + tax_rate / 100), 2)) STORED,
    paid_on         date,
    is_disputed     boolean NOT NULL DEFAULT false,
    CHECK (due_on >= issued_on)
);

COMMENT ON TABLE invoices IS 'Invoices; each customer gets one every four weeks, on a Monday';
COMMENT ON COLUMN invoices.id IS 'Number of the row, rising with the day of issue';
COMMENT ON COLUMN invoices.invoice_number IS 'Number printed on the invoice, as in R-100234, unique';
COMMENT ON COLUMN invoices.customer_id IS 'Customer who has to pay';
COMMENT ON COLUMN invoices.issued_on IS 'Day of issue';
COMMENT ON COLUMN invoices.due_on IS 'Last day to pay in time';
COMMENT ON COLUMN invoices.period_from IS 'First day of the four weeks it covers';
COMMENT ON COLUMN invoices.period_until IS 'Last day of the four weeks it covers';
COMMENT ON COLUMN invoices.net_amount IS 'Sum of the lines in euros without tax';
COMMENT ON COLUMN invoices.tax_rate IS 'Value added tax in percent; 0 for customers abroad';
COMMENT ON COLUMN invoices.total_amount IS 'Amount to pay in euros with tax';
COMMENT ON COLUMN invoices.paid_on IS 'Day on which it was paid in full; missing while it is not';
COMMENT ON COLUMN invoices.is_disputed IS 'True when the customer refuses to pay';

CREATE TABLE billing.invoice_lines (
    id           bigint PRIMARY KEY,
    invoice_id   bigint NOT NULL,
    line_number  smallint NOT NULL,
    order_id     bigint,
    description  text NOT NULL,
    quantity     numeric(8, 2) NOT NULL,
    unit_price   numeric(10, 2) NOT NULL,
    amount       numeric(12, 2) NOT NULL GENERATED ALWAYS AS (round(quantity * unit_price, 2)) STORED
);

COMMENT ON TABLE invoice_lines IS 'Lines of the invoices';
COMMENT ON COLUMN invoice_lines.id IS 'Number of the row';
COMMENT ON COLUMN invoice_lines.invoice_id IS 'Invoice the line is on';
COMMENT ON COLUMN invoice_lines.line_number IS 'Position on the invoice, from 1';
COMMENT ON COLUMN invoice_lines.order_id IS 'Order that is charged; missing for the diesel surcharge';
COMMENT ON COLUMN invoice_lines.description IS 'What is charged';
COMMENT ON COLUMN invoice_lines.quantity IS 'How many';
COMMENT ON COLUMN invoice_lines.unit_price IS 'Price of one in euros without tax';
COMMENT ON COLUMN invoice_lines.amount IS 'Quantity times price in euros without tax';

CREATE TABLE billing.payments (
    id          bigint PRIMARY KEY,
    invoice_id  bigint NOT NULL,
    paid_on     date NOT NULL,
    amount      numeric(12, 2) NOT NULL CHECK (amount > 0),
    method      billing.payment_method NOT NULL,
    reference   text NOT NULL
);

COMMENT ON TABLE payments IS 'Money received; some invoices are paid in two parts';
COMMENT ON COLUMN payments.id IS 'Number of the payment';
COMMENT ON COLUMN payments.invoice_id IS 'Invoice that was paid';
COMMENT ON COLUMN payments.paid_on IS 'Day the money arrived';
COMMENT ON COLUMN payments.amount IS 'Amount received in euros';
COMMENT ON COLUMN payments.method IS 'bank_transfer, direct_debit or card';
COMMENT ON COLUMN payments.reference IS 'Text the customer gave with the payment';

CREATE TABLE billing.credit_notes (
    id          bigint PRIMARY KEY,
    invoice_id  bigint NOT NULL,
    issued_on   date NOT NULL,
    amount      numeric(12, 2) NOT NULL CHECK (amount > 0),
    reason      text NOT NULL
);

COMMENT ON TABLE credit_notes IS 'Money given back to customers';
COMMENT ON COLUMN credit_notes.id IS 'Number of the credit note';
COMMENT ON COLUMN credit_notes.invoice_id IS 'Invoice it corrects';
COMMENT ON COLUMN credit_notes.issued_on IS 'Day of issue';
COMMENT ON COLUMN credit_notes.amount IS 'Amount given back in euros without tax';
COMMENT ON COLUMN credit_notes.reason IS 'Why';

-- staff -------------------------------------------------------------------------------------------------------------

CREATE TABLE staff.employees (
    id            bigint PRIMARY KEY,
    first_name    text NOT NULL,
    last_name     text NOT NULL,
    job           text NOT NULL,
    email         text NOT NULL UNIQUE,
    depot_id      bigint NOT NULL,
    manager_id    bigint,
    hired_on      date NOT NULL,
    left_on       date,
    weekly_hours  numeric(4, 1) NOT NULL CHECK (weekly_hours > 0),
    languages     text[] NOT NULL DEFAULT '{}',
    CHECK (left_on >= hired_on)
);

COMMENT ON TABLE employees IS 'Everybody who works or worked for the company, drivers included';
COMMENT ON COLUMN employees.id IS 'Staff number';
COMMENT ON COLUMN employees.first_name IS 'First name';
COMMENT ON COLUMN employees.last_name IS 'Family name';
COMMENT ON COLUMN employees.job IS 'Job, as in driver, mechanic, dispatcher, depot manager';
COMMENT ON COLUMN employees.email IS 'Address at work, unique';
COMMENT ON COLUMN employees.depot_id IS 'Depot where the person works';
COMMENT ON COLUMN employees.manager_id IS 'The person''s superior; missing for the managing director';
COMMENT ON COLUMN employees.hired_on IS 'First day with the company';
COMMENT ON COLUMN employees.left_on IS 'First day no longer with the company; missing while employed';
COMMENT ON COLUMN employees.weekly_hours IS 'Hours a week in the contract';
COMMENT ON COLUMN employees.languages IS 'Languages the person speaks, two letters each (ISO 639)';

CREATE TABLE staff.drivers (
    id                         bigint PRIMARY KEY,
    employee_id                bigint NOT NULL UNIQUE,
    licence_number             text NOT NULL UNIQUE,
    licence_classes            text[] NOT NULL,
    licence_expires_on         date NOT NULL,
    can_carry_dangerous_goods  boolean NOT NULL,
    card_chip                  bytea NOT NULL
);

COMMENT ON TABLE drivers IS 'What the company must know of those employees who drive';
COMMENT ON COLUMN drivers.id IS 'Number of the driver';
COMMENT ON COLUMN drivers.employee_id IS 'The driver as an employee: name, depot, first and last day';
COMMENT ON COLUMN drivers.licence_number IS 'Number of the driving licence, unique';
COMMENT ON COLUMN drivers.licence_classes IS 'Classes of the driving licence';
COMMENT ON COLUMN drivers.licence_expires_on IS 'Last day on which the driving licence is valid';
COMMENT ON COLUMN drivers.can_carry_dangerous_goods IS 'True with a certificate for dangerous goods';
COMMENT ON COLUMN drivers.card_chip IS 'Eight bytes in the chip of the tachograph card';

CREATE TABLE staff.assignments (
    id          bigint PRIMARY KEY,
    truck_id    bigint NOT NULL,
    driver_id   bigint NOT NULL,
    shift       staff.shift NOT NULL,
    starts_on   date NOT NULL,
    ends_on     date NOT NULL,
    is_reserve  boolean NOT NULL,
    CHECK (ends_on >= starts_on),
    -- Deferrable, so that moving all weeks on in one statement does not trip over the week that follows.
    UNIQUE (truck_id, shift, starts_on) DEFERRABLE,
    UNIQUE (driver_id, starts_on) DEFERRABLE
);

COMMENT ON TABLE assignments IS 'Who drives which truck in which week and shift';
COMMENT ON COLUMN assignments.id IS 'Number of the assignment';
COMMENT ON COLUMN assignments.truck_id IS 'Truck';
COMMENT ON COLUMN assignments.driver_id IS 'Driver';
COMMENT ON COLUMN assignments.shift IS 'day or night';
COMMENT ON COLUMN assignments.starts_on IS 'First day, a Monday';
COMMENT ON COLUMN assignments.ends_on IS 'Last day, the Sunday after';
COMMENT ON COLUMN assignments.is_reserve IS 'True when a reserve driver stands in for the regular one';

CREATE TABLE staff.licence_checks (
    id          bigint PRIMARY KEY,
    driver_id   bigint NOT NULL,
    checked_by  bigint NOT NULL,
    checked_on  date NOT NULL,
    passed      boolean NOT NULL,
    remark      text
);

COMMENT ON TABLE licence_checks IS 'Checks of driving licences; the law asks for one every six months';
COMMENT ON COLUMN licence_checks.id IS 'Number of the check';
COMMENT ON COLUMN licence_checks.driver_id IS 'Driver whose licence was looked at';
COMMENT ON COLUMN licence_checks.checked_by IS 'Employee who looked at it';
COMMENT ON COLUMN licence_checks.checked_on IS 'Day of the check';
COMMENT ON COLUMN licence_checks.passed IS 'True when the licence was there and valid';
COMMENT ON COLUMN licence_checks.remark IS 'What was noticed; mostly missing';

CREATE TABLE staff.absences (
    id           bigint PRIMARY KEY,
    employee_id  bigint NOT NULL,
    kind         staff.absence_kind NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    is_approved  boolean NOT NULL,
    CHECK (ends_on >= starts_on)
);

COMMENT ON TABLE absences IS 'Days on which employees were away';
COMMENT ON COLUMN absences.id IS 'Number of the absence';
COMMENT ON COLUMN absences.employee_id IS 'Who was away';
COMMENT ON COLUMN absences.kind IS 'holiday, sick or training';
COMMENT ON COLUMN absences.starts_on IS 'First day away';
COMMENT ON COLUMN absences.ends_on IS 'Last day away';
COMMENT ON COLUMN absences.is_approved IS 'True when it was agreed or a doctor''s note is there';


-- ===================================================================================================================
-- 3. Machinery of the demo
-- ===================================================================================================================

CREATE TABLE demo.anchor (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    loaded_for  date NOT NULL,
    monday      date NOT NULL GENERATED ALWAYS AS (loaded_for - (extract(isodow FROM loaded_for)::integer - 1)) STORED
);

COMMENT ON TABLE demo.anchor IS 'The day the data stands at; one row';
COMMENT ON COLUMN demo.anchor.only_row IS 'Always true, so that there is one row only';
COMMENT ON COLUMN demo.anchor.loaded_for IS 'The day that counts as today';
COMMENT ON COLUMN demo.anchor.monday IS 'Monday of that day''s week; all dates are made relative to it';

-- The only place where the load asks what day it is.
INSERT INTO demo.anchor (loaded_for) VALUES (current_date);
ANALYZE demo.anchor;

-- What the rest of this week will bring. The function demo.tell_week shows as much of it as has happened.
CREATE TABLE demo.this_week_activities (LIKE operations.activities INCLUDING COMMENTS);
CREATE TABLE demo.this_week_incidents (LIKE operations.incidents INCLUDING COMMENTS);
CREATE TABLE demo.this_week_orders (LIKE operations.orders INCLUDING COMMENTS);
CREATE TABLE demo.this_week_fuel_purchases (LIKE fleet.fuel_purchases INCLUDING COMMENTS);
CREATE TABLE demo.this_week_payments (LIKE billing.payments INCLUDING COMMENTS);
ALTER TABLE demo.this_week_payments ADD COLUMN settles_invoice boolean NOT NULL;

COMMENT ON TABLE demo.this_week_activities IS 'Activities of this week as they will end';
COMMENT ON TABLE demo.this_week_incidents IS 'Incidents of this week';
COMMENT ON TABLE demo.this_week_orders IS 'Orders that come in this week for the next';
COMMENT ON TABLE demo.this_week_fuel_purchases IS 'Fuel purchases of this week';
COMMENT ON TABLE demo.this_week_payments IS 'Payments of this week';
COMMENT ON COLUMN demo.this_week_payments.settles_invoice IS 'True when nothing is left to pay after it';

-- A throw of a die with so many sides: 0 to sides - 1, always the same for the same seed and throw. It is a hash of
-- whole numbers, which does not depend on the machine. The load drops it at its end.
CREATE FUNCTION demo.dice(seed bigint, throw integer, sides integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT ((hashint8extended(seed, throw) & 9223372036854775807) % sides)::integer';

-- Makes the partitions of fleet.fuel_purchases that are missing between two days, and drops those before the first.
CREATE FUNCTION demo.make_fuel_quarters(first_day date, last_day date) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    first_name constant text := to_char(first_day, '"fuel_purchases_"YYYY"_q"Q');
    quarter date := date_trunc('quarter', first_day::timestamp);
    partition text;
BEGIN
    WHILE quarter <= last_day LOOP
        partition := to_char(quarter, '"fuel_purchases_"YYYY"_q"Q');
        IF to_regclass('fleet.' || partition) IS NULL THEN
            EXECUTE format('CREATE TABLE fleet.%I (LIKE fleet.fuel_purchases INCLUDING CONSTRAINTS INCLUDING COMMENTS)',
                           partition);
            EXECUTE format('COMMENT ON TABLE fleet.%I IS %L', partition,
                           to_char(quarter, '"Fuel purchases of quarter "Q" of "YYYY'));
            EXECUTE format('ALTER TABLE fleet.fuel_purchases ATTACH PARTITION fleet.%I FOR VALUES FROM (%L) TO (%L)',
                           partition, quarter, (quarter + interval '3 months')::date);
            EXECUTE format('GRANT SELECT ON fleet.%I TO fleet_reader', partition);
        END IF;
        quarter := quarter + interval '3 months';
    END LOOP;

    FOR partition IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'fleet.fuel_purchases'::regclass AND c.relname < first_name
    LOOP
        EXECUTE format('DROP TABLE fleet.%I', partition);
    END LOOP;
END
$$;

-- Moves every date and every time in every table on by so many days. It asks the catalogue for the columns, so no
-- list can be forgotten when a table changes. Times move by calendar days: eight in the morning stays eight in the
-- morning when the clocks change in between. Indexes on dates are dropped before and made again after, which is
-- several times quicker than changing them row by row; the others stay, because a foreign key looks into them.
CREATE FUNCTION demo.shift_all_dates(days integer) RETURNS void
    LANGUAGE plpgsql
    SET TimeZone FROM CURRENT
    SET synchronous_commit FROM CURRENT
    SET maintenance_work_mem FROM CURRENT
    SET default_statistics_target FROM CURRENT
    AS $$
DECLARE
    index_names text;
    index_definitions text[];
    statement text;
BEGIN
    SELECT string_agg(i.indexrelid::regclass::text, ', '),
           array_agg(pg_get_indexdef(i.indexrelid) ORDER BY i.indexrelid)
    INTO index_names, index_definitions
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('operations', 'fleet', 'billing', 'staff')
      AND c.relkind = 'r'
      AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
      AND EXISTS (SELECT
                  FROM pg_attribute a
                  WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                    AND a.atttypid IN ('date'::regtype, 'timestamptz'::regtype));

    EXECUTE 'DROP INDEX ' || index_names;

    FOR statement IN
        SELECT format('UPDATE %I.%I SET %s', n.nspname, c.relname,
                      string_agg(format(CASE a.atttypid WHEN 'date'::regtype THEN '%1$I = %1$I + %2$s'
                                                        ELSE '%1$I = %1$I + interval ''%2$s days''' END,
                                        a.attname, days),
                                 ', ' ORDER BY a.attnum))
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname IN ('operations', 'fleet', 'billing', 'staff', 'demo')
          AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition
          AND c.oid <> 'demo.anchor'::regclass
          AND a.attnum > 0
          AND NOT a.attisdropped
          AND a.attgenerated = ''
          AND a.atttypid IN ('date'::regtype, 'timestamptz'::regtype)
        GROUP BY n.nspname, c.relname
        ORDER BY n.nspname, c.relname
    LOOP
        EXECUTE statement;
    END LOOP;

    FOREACH statement IN ARRAY index_definitions LOOP
        EXECUTE statement;
    END LOOP;

    -- The planner must not believe that all rows are still weeks older.
    ANALYZE operations.orders, operations.activities, operations.incidents, fleet.fuel_purchases, fleet.maintenance_jobs,
            billing.invoices, billing.payments, staff.assignments;
END
$$;

-- Tells as much of this week as has happened by half past seven in the morning of a day.
CREATE FUNCTION demo.tell_week(today date) RETURNS void
    LANGUAGE plpgsql
    SET TimeZone FROM CURRENT
    SET search_path = operations, fleet, billing, staff
    AS $$
DECLARE
    present constant timestamptz := today + time '07:30';
BEGIN
    UPDATE activities a
    SET status = CASE WHEN w.planned_start_at > present THEN 'planned'
                      WHEN w.status = 'cancelled' THEN 'cancelled'
                      WHEN w.started_at > present THEN 'planned'
                      WHEN w.finished_at > present THEN 'running'
                      ELSE 'finished' END::activity_status,
        started_at = CASE WHEN w.started_at <= present THEN w.started_at END,
        finished_at = CASE WHEN w.finished_at <= present THEN w.finished_at END,
        distance_km = CASE WHEN w.finished_at <= present THEN w.distance_km END,
        cost = CASE WHEN w.finished_at <= present THEN w.cost END,
        details = CASE WHEN w.finished_at <= present THEN w.details END,
        note = CASE WHEN w.finished_at <= present
                      OR w.status = 'cancelled' AND w.planned_start_at <= present THEN w.note END
    FROM demo.this_week_activities w
    WHERE a.id = w.id;

    UPDATE orders o
    SET status = p.status
    FROM (SELECT order_id,
                 CASE WHEN bool_and(status = 'cancelled') THEN 'cancelled'
                      WHEN bool_and(status = 'finished') THEN 'delivered'
                      WHEN bool_and(status = 'planned') THEN 'booked'
                      ELSE 'in_transit' END::order_status AS status
          FROM activities
          WHERE planned_start_at >= date_trunc('week', today::timestamp)::timestamptz
            AND order_id IS NOT NULL
          GROUP BY order_id) p
    WHERE o.id = p.order_id AND o.status <> p.status;

    DELETE FROM orders o USING demo.this_week_orders w WHERE o.id = w.id;
    INSERT INTO orders
    SELECT * FROM demo.this_week_orders WHERE ordered_at <= present ORDER BY id;

    DELETE FROM incidents i USING demo.this_week_incidents w WHERE i.id = w.id;
    INSERT INTO incidents
    SELECT * FROM demo.this_week_incidents WHERE reported_at <= present ORDER BY id;

    DELETE FROM fuel_purchases f USING demo.this_week_fuel_purchases w
    WHERE f.id = w.id AND f.purchased_on = w.purchased_on;
    INSERT INTO fuel_purchases
    SELECT * FROM demo.this_week_fuel_purchases WHERE purchased_at <= present ORDER BY id;

    -- The bank's list is booked first thing in the morning.
    DELETE FROM payments p USING demo.this_week_payments w WHERE p.id = w.id;
    INSERT INTO payments
    SELECT id, invoice_id, paid_on, amount, method, reference
    FROM demo.this_week_payments
    WHERE paid_on <= today
    ORDER BY id;

    UPDATE invoices i
    SET paid_on = CASE WHEN w.paid_on <= today THEN w.paid_on END
    FROM demo.this_week_payments w
    WHERE i.id = w.invoice_id AND w.settles_invoice;
END
$$;

-- Brings the data to a day; see the top of this file. Answers by how many days it moved.
CREATE FUNCTION demo.move_dates_to(today date) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    before demo.anchor;
    after demo.anchor;
BEGIN
    SELECT * INTO STRICT before FROM demo.anchor FOR UPDATE;
    IF today <= before.loaded_for THEN
        RETURN 0;
    END IF;

    UPDATE demo.anchor SET loaded_for = today RETURNING * INTO after;
    IF after.monday > before.monday THEN
        PERFORM demo.make_fuel_quarters(before.monday - 728, after.monday + 6);
        PERFORM demo.shift_all_dates(after.monday - before.monday);
        PERFORM demo.make_fuel_quarters(after.monday - 728, after.monday + 6);
    END IF;
    PERFORM demo.tell_week(today);
    RETURN after.loaded_for - before.loaded_for;
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA demo FROM PUBLIC;

COMMENT ON FUNCTION demo.make_fuel_quarters(date, date) IS 'Makes and drops partitions of fleet.fuel_purchases';
COMMENT ON FUNCTION demo.shift_all_dates(integer) IS 'Moves every date in every table on by so many days';
COMMENT ON FUNCTION demo.tell_week(date) IS 'Tells as much of this week as has happened by a day';
COMMENT ON FUNCTION demo.move_dates_to(date) IS 'Brings the data to a day and answers by how many days it moved';


-- ===================================================================================================================
-- 4. Rows
--
-- Tables in pg_temp are notes of the generator and vanish with the transaction. "week" counts from -104 to 0 (this
-- week), "weekday" from 0 (Monday) to 6. The second number given to demo.dice only keeps the throws of one row apart.
-- ===================================================================================================================

-- Where a table of notes is joined with many rows, it is analysed first; without that the planner guesses badly.

-- Depots and the towns around them ----------------------------------------------------------------------------------

CREATE TEMP TABLE depot_plans ON COMMIT DROP AS
SELECT *
FROM (VALUES
    -- id, name, city, country, latitude, longitude, docks, plate, trucks, towns nearby and their distance, lateness
    ( 1, 'München-Riem',       'München',    'DE', 48.13770, 11.69150, 24, 'MÜ', 36,
      '{Augsburg,Rosenheim,Landshut,Ingolstadt,Freising,"Garmisch-Partenkirchen",Mühldorf}'::text[],
      '{68,62,72,81,39,92,88}'::integer[], 40),
    ( 2, 'Hamburg-Billbrook',  'Hamburg',    'DE', 53.53200, 10.08600, 22, 'HH', 30,
      '{Lübeck,Lüneburg,Bremen,Kiel,Stade,Neumünster,Schwerin}',   '{66,55,119,97,48,68,112}',   25),
    ( 3, 'Berlin-Großbeeren',  'Berlin',     'DE', 52.35900, 13.31100, 20, 'B',  27,
      '{Potsdam,Cottbus,"Frankfurt (Oder)",Oranienburg,Brandenburg,Eberswalde,Jüterbog}',
      '{24,118,96,58,62,81,46}',   60),
    ( 4, 'Köln-Eifeltor',      'Köln',       'DE', 50.90100, 6.91500,  18, 'K',  25,
      '{Düsseldorf,Aachen,Bonn,Mönchengladbach,Wuppertal,Koblenz,Düren}',
      '{44,72,29,58,55,104,40}',   90),
    ( 5, 'Stuttgart-Hafen',    'Stuttgart',  'DE', 48.76500, 9.25300,  16, 'S',  23,
      '{Tübingen,Göppingen,Heilbronn,"Schwäbisch Gmünd",Ulm,Reutlingen,Pforzheim}',
      '{42,41,54,57,92,40,50}',    30),
    ( 6, 'Karlsruhe-Rheinhafen', 'Karlsruhe', 'DE', 49.01200, 8.32900, 14, 'KA', 20,
      '{Rastatt,"Baden-Baden",Mannheim,Landau,Bruchsal,Offenburg,Speyer}',
      '{25,38,68,36,24,78,55}',    15),
    ( 7, 'Leipzig/Halle',      'Leipzig',    'DE', 51.41700, 12.22400, 20, 'L',  18,
      '{Halle,Dresden,Chemnitz,Jena,Zwickau,Torgau,Dessau}', '{32,116,84,98,80,54,62}',   110),
    ( 8, 'Nürnberg-Hafen',     'Nürnberg',   'DE', 49.39400, 11.06700, 14, 'N',  16,
      '{Fürth,Erlangen,Bamberg,Würzburg,Ansbach,Bayreuth,Regensburg}', '{12,20,62,109,46,86,108}',  20),
    ( 9, 'Wrocław-Bielany',    'Wrocław',    'PL', 51.04600, 16.97000, 12, 'WR', 15,
      '{Legnica,Opole,Wałbrzych,Świdnica,Oława,Kłodzko,Lubin}', '{72,92,76,56,30,88,78}',    35),
    (10, 'Poznań-Komorniki',   'Poznań',     'PL', 52.33900, 16.81000, 10, 'PO', 12,
      '{Gniezno,Leszno,Śrem,Września,Szamotuły,Kościan,Piła}', '{52,80,44,50,36,48,98}',    30),
    (11, 'Strasbourg-Port',    'Strasbourg', 'FR', 48.55600, 7.79800,  10, 'ST', 10,
      '{Colmar,Haguenau,Sélestat,Molsheim,Saverne,Mulhouse,Wissembourg}', '{74,33,51,27,43,114,66}',  50),
    (12, 'Dijon-Longvic',      'Dijon',      'FR', 47.28600, 5.06500,   8, 'DJ',  8,
      '{Beaune,Besançon,Dole,"Chalon-sur-Saône",Gray,Auxonne,Vesoul}', '{41,92,49,68,50,33,108}',  70)
) AS plan (id, name, city, country_code, latitude, longitude, docks, plate, trucks, towns, distances, lateness);

CREATE TEMP TABLE towns ON COMMIT DROP AS
SELECT p.id AS depot_id, t.number::integer - 1 AS number, t.name, t.distance_km
FROM depot_plans p
CROSS JOIN LATERAL unnest(p.towns, p.distances) WITH ORDINALITY AS t (name, distance_km, number);

ANALYZE depot_plans, towns;

INSERT INTO depots
SELECT p.id, p.name, p.city, p.country_code, p.latitude, p.longitude, p.docks,
       CASE WHEN p.id <= 3 THEN time '04:00' ELSE time '04:30' END,
       CASE WHEN p.id <= 3 THEN time '22:00' ELSE time '20:30' END,
       a.monday - 728 - 400 * (13 - p.id) - demo.dice(p.id, 1, 300),
       CASE WHEN p.id <= 3 THEN '{wash,fuel,workshop,cold_store}'::text[]
            WHEN p.id <= 8 THEN '{wash,fuel,workshop}'::text[]
            WHEN p.id <= 10 THEN '{fuel,workshop}'::text[]
            ELSE '{fuel}'::text[] END,
       9 + p.id
FROM depot_plans p
CROSS JOIN demo.anchor a
ORDER BY p.id;

-- Roads are about a quarter longer than the straight line; 0.64 is the cosine of 50 degrees. A night is long enough
-- for 480 km.
INSERT INTO routes
SELECT row_number() OVER (ORDER BY r.from_id, r.to_id), r.from_id, r.to_id, r.km,
       make_interval(mins => r.km * 60 / 75 + 30), round(r.km * 0.187, 2), demo.dice(r.from_id * 100 + r.to_id, 1, 20) > 0
FROM (SELECT f.id AS from_id, t.id AS to_id,
             (1.25 * 111.2 * sqrt((f.latitude - t.latitude) ^ 2
                                  + ((f.longitude - t.longitude) * 0.64) ^ 2))::integer AS km
      FROM depot_plans f
      JOIN depot_plans t ON t.id <> f.id) r
WHERE r.km <= 480
ORDER BY 1;

-- Trucks ------------------------------------------------------------------------------------------------------------

INSERT INTO truck_types VALUES
    (1, 'Van 3.5 t',            1200,  5, 2, 11.5, 0.390, 'B',  false),
    (2, 'Rigid truck 7.5 t',    2800, 14, 2, 17.2, 0.520, 'C1', false),
    (3, 'Rigid truck 12 t',     6000, 16, 2, 21.4, 0.610, 'C',  false),
    (4, 'Refrigerated truck 18 t', 9500, 18, 2, 25.8, 0.740, 'C', false),
    (5, 'Tractor and trailer 40 t', 24500, 33, 5, 29.4, 0.860, 'CE', true),
    (6, 'Container tractor 44 t', 27500, 33, 6, 33.1, 0.930, 'CE', true);

-- busy is how much a truck is used, in thousandths. Some were bought or retired in the two years, always on a Monday.
CREATE TEMP TABLE truck_plans ON COMMIT DROP AS
SELECT t.id, p.id AS depot_id, p.plate,
       (ARRAY[1, 4, 5, 3, 5, 1, 4, 5, 2, 6])[1 + (t.id * 7 % 10)] AS truck_type_id,
       420 + demo.dice(t.id, 1, 400) + CASE WHEN demo.dice(t.id, 2, 12) = 0 THEN 250 ELSE 0 END AS busy,
       CASE WHEN t.id % 17 = 5 THEN -90 + demo.dice(t.id, 3, 80) END AS retired_week,
       CASE WHEN t.id % 9 = 4 AND t.id % 17 <> 5 THEN -100 + demo.dice(t.id, 4, 92) END AS bought_week
FROM (SELECT id, plate, sum(trucks) OVER (ORDER BY id) - trucks AS earlier, trucks FROM depot_plans) p
CROSS JOIN LATERAL generate_series(p.earlier + 1, p.earlier + p.trucks) AS t (id);

ANALYZE truck_plans;

INSERT INTO trucks
SELECT t.id,
       t.plate || '-' || 10 + (t.id * 7 + 25) % 90 || '-' || lpad(((t.id * 4711 + 2830) % 10000)::text, 4, '0'),
       t.truck_type_id, t.depot_id, m.make,
       m.make || ' ' || (ARRAY['City', 'Kompakt', 'Regio', 'Frio', 'Horizon', 'Titan'])[t.truck_type_id] || ' '
           || 200 + 20 * demo.dice(t.id, 5, 14),
       CASE WHEN t.retired_week IS NOT NULL THEN 'retired' ELSE 'active' END::truck_status,
       b.bought_on - CASE WHEN demo.dice(t.id, 6, 5) = 0 THEN 200 + demo.dice(t.id, 7, 900) ELSE demo.dice(t.id, 7, 20) END,
       b.bought_on,
       a.monday + 7 * t.retired_week,
       (ARRAY[34, 58, 79, 118, 104, 127])[t.truck_type_id] * 1000 + 50 * demo.dice(t.id, 8, 160),
       40000 + demo.dice(t.id, 9, 260000),
       array_remove(ARRAY[CASE WHEN t.truck_type_id IN (2, 3, 4) THEN 'tail_lift' END,
                          CASE WHEN t.truck_type_id = 4 THEN 'refrigeration' END,
                          CASE WHEN t.truck_type_id >= 5 THEN 'sleeper_cab' END,
                          CASE WHEN demo.dice(t.id, 10, 3) > 0 THEN 'camera' END,
                          CASE WHEN demo.dice(t.id, 11, 14) = 0 THEN 'crane' END], NULL),
       CASE WHEN demo.dice(t.id, 12, 8) > 0
            THEN jsonb_build_object('unit', 'OBU-' || 70000 + t.id * 13,
                                    'firmware', '4.' || demo.dice(t.id, 13, 7) || '.' || demo.dice(t.id, 14, 10),
                                    'interval_seconds', (ARRAY[15, 30, 60])[1 + demo.dice(t.id, 15, 3)],
                                    'sensors', CASE WHEN t.truck_type_id = 4 THEN '["gps", "door", "temperature"]'::jsonb
                                                    ELSE '["gps", "door"]'::jsonb END) END
FROM truck_plans t
CROSS JOIN demo.anchor a
CROSS JOIN LATERAL (SELECT a.monday + 7 * coalesce(t.bought_week, -110 - demo.dice(t.id, 16, 330)) AS bought_on) b
CROSS JOIN LATERAL (SELECT (ARRAY['Nordstern', 'Avalto', 'Kaiwa', 'Bergmark'])[1 + demo.dice(t.id, 17, 4)] AS make) m
ORDER BY t.id;

-- People ------------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE name_pools ON COMMIT DROP AS
SELECT *
FROM (VALUES
    (1, '{Anna,Jürgen,Günther,Sören,Käthe,Björn,Heike,Jörg,Lukas,Miriam,Uwe,Petra,Matthias,Sabine,Jonas,Britta}'::text[],
        '{Müller,Schäfer,Weiß,Krüger,Böhm,Schröder,Köhler,Jäger,Groß,Lange,Vogel,Brandt,Höfer,Lindner,Kühn,Reuß,"von Thal"}'::text[],
        '{de,en}'::text[]),
    (2, '{Łukasz,Małgorzata,Paweł,Agnieszka,Krzysztof,Zofia,Michał,Grażyna,Wojciech,Elżbieta}',
        '{Nowak,Wójcik,Mazur,Dąbek,Wróbel,Gołąb,Krawczyk,Zięba,Pająk,Sroka,Żuk}', '{pl,de}'),
    (3, '{François,Chloé,Jérôme,Hélène,Rémi,Zoë,Anaïs,Benoît}',
        '{Lefèvre,Béranger,Gérard,D''Aubigny,Côté,Lemaître,Dupré,Héron}', '{fr,de}'),
    (4, '{Çağla,Özgür,Şebnem,İbrahim,Emre,Gülay}', '{Yıldız,Öztürk,Şahin,Güneş,Çelik,Kaya}', '{tr,de}'),
    (5, '{健,美咲,翔太,葵}', '{佐藤,鈴木,高橋,渡辺}', '{ja,en,de}')
) AS pool (id, first_names, last_names, languages);

-- Every truck has a seat for the day; tractors have one for the night, too. Eight seats of a depot share a reserve
-- driver: each week one of the eight is away and the reserve stands in.
CREATE TEMP TABLE seats ON COMMIT DROP AS
SELECT s.*, (s.position / 8)::integer AS block, (s.position % 8)::integer AS place
FROM (SELECT t.depot_id, t.id AS truck_id, f.shift, t.truck_type_id, t.bought_week, t.retired_week,
             row_number() OVER (PARTITION BY t.depot_id ORDER BY f.shift, t.id) - 1 AS position
      FROM truck_plans t
      JOIN truck_types y ON y.id = t.truck_type_id
      JOIN (VALUES ('day'::shift), ('night')) AS f (shift) ON f.shift = 'day' OR y.drives_at_night) s;

ANALYZE seats;

CREATE TEMP TABLE driver_plans ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY d.kind IN ('former', 'trainee'), d.depot_id, d.kind DESC, d.number) AS id, d.*
FROM (SELECT depot_id, 'regular' AS kind, position AS number, truck_id, shift, truck_type_id, bought_week, retired_week
      FROM seats
      UNION ALL
      SELECT depot_id, 'reserve', block, NULL, NULL, 5, NULL, NULL FROM seats GROUP BY depot_id, block
      UNION ALL
      SELECT 1 + n % 12, 'former', n, NULL, NULL, 5, NULL, NULL FROM generate_series(1, 18) AS n
      UNION ALL
      SELECT 1 + n % 8, 'trainee', n, NULL, NULL, 3, NULL, NULL FROM generate_series(1, 9) AS n) d;

ANALYZE driver_plans;

-- Staff numbers: 1 the managing director, 2 to 9 head office, 10 to 21 depot managers, 22 to 45 dispatchers, 46 to 69
-- mechanics, then the drivers.
CREATE TEMP TABLE people ON COMMIT DROP AS
SELECT n AS id, 1 AS depot_id, NULL::bigint AS driver_id,
       (ARRAY['managing director', 'fleet manager', 'chief accountant', 'head of personnel', 'accountant', 'accountant',
              'accountant', 'systems administrator', 'safety officer'])[n] AS job,
       CASE WHEN n = 1 THEN NULL WHEN n BETWEEN 5 AND 7 THEN 3 ELSE 1 END AS manager_id
FROM generate_series(1, 9) AS n
UNION ALL
SELECT 9 + d, d, NULL, 'depot manager', 1 FROM generate_series(1, 12) AS d
UNION ALL
SELECT 21 + n, 1 + (n - 1) % 12, NULL, 'dispatcher', 10 + (n - 1) % 12 FROM generate_series(1, 24) AS n
UNION ALL
SELECT 45 + n, 1 + (n - 1) % 12, NULL, 'mechanic', 10 + (n - 1) % 12 FROM generate_series(1, 24) AS n
UNION ALL
SELECT 69 + id, depot_id, id, CASE kind WHEN 'trainee' THEN 'trainee driver' ELSE 'driver' END, 9 + depot_id
FROM driver_plans;

INSERT INTO employees
SELECT p.id,
       n.first_names[1 + demo.dice(p.id, 2, cardinality(n.first_names))],
       n.last_names[1 + demo.dice(p.id, 3, cardinality(n.last_names))],
       p.job, 'staff' || lpad(p.id::text, 4, '0') || '@haulier.example', p.depot_id, p.manager_id,
       a.monday + CASE WHEN d.kind = 'trainee' THEN -7 * (1 + demo.dice(p.id, 4, 8))
                       WHEN d.bought_week IS NOT NULL THEN 7 * (d.bought_week - 1 - demo.dice(p.id, 4, 3))
                       ELSE -7 * (120 + demo.dice(p.id, 4, 700)) END,
       CASE WHEN d.kind = 'former' THEN a.monday - 728 + 7 * (demo.dice(p.id, 5, 14) - 14)
            WHEN d.retired_week IS NOT NULL THEN a.monday + 7 * d.retired_week END,
       CASE WHEN p.job NOT LIKE '%driver' AND demo.dice(p.id, 6, 5) = 0 THEN 20 ELSE 40 END,
       n.languages
FROM people p
LEFT JOIN driver_plans d ON d.id = p.driver_id
JOIN depot_plans o ON o.id = p.depot_id
CROSS JOIN demo.anchor a
CROSS JOIN LATERAL (SELECT demo.dice(p.id, 1, 100) AS roll) r
JOIN name_pools n ON n.id = CASE WHEN r.roll >= 96 THEN 5
                                 WHEN r.roll >= 90 THEN 4
                                 WHEN o.country_code = 'PL' THEN 2
                                 WHEN o.country_code = 'FR' THEN 3
                                 WHEN r.roll >= 76 THEN 2
                                 WHEN r.roll >= 70 THEN 3
                                 ELSE 1 END
ORDER BY p.id;

INSERT INTO drivers
SELECT d.id, 69 + d.id, upper(substr(md5('licence ' || d.id), 1, 10)),
       CASE WHEN d.truck_type_id = 1 THEN '{B}'::text[]
            WHEN d.truck_type_id = 2 THEN '{B,C1}'::text[]
            WHEN d.truck_type_id <= 4 THEN '{B,C1,C}'::text[]
            ELSE '{B,C1,C,CE}'::text[] END,
       coalesce(a.monday + 7 * d.retired_week, a.monday)
           + CASE WHEN demo.dice(d.id, 20, 25) = 0 THEN demo.dice(d.id, 21, 60) - 25 ELSE 60 + demo.dice(d.id, 21, 1500) END,
       demo.dice(d.id, 22, 6) = 0,
       int8send(hashint8extended(d.id, 23))
FROM driver_plans d
CROSS JOIN demo.anchor a
ORDER BY d.id;

CREATE TEMP TABLE seat_weeks ON COMMIT DROP AS
SELECT w.week, s.truck_id, s.shift, regular.id AS regular_id,
       (w.week + 104 + s.block * 3) % 8 = s.place AS is_reserve,
       CASE WHEN (w.week + 104 + s.block * 3) % 8 = s.place THEN reserve.id ELSE regular.id END AS driver_id
FROM seats s
JOIN driver_plans regular ON regular.kind = 'regular' AND regular.depot_id = s.depot_id AND regular.number = s.position
JOIN driver_plans reserve ON reserve.kind = 'reserve' AND reserve.depot_id = s.depot_id AND reserve.number = s.block
CROSS JOIN generate_series(-104, 0) AS w (week)
WHERE w.week >= coalesce(s.bought_week, -104) AND w.week < coalesce(s.retired_week, 1);

ANALYZE seat_weeks;

INSERT INTO assignments
SELECT row_number() OVER (ORDER BY s.week, s.truck_id, s.shift), s.truck_id, s.driver_id, s.shift,
       a.monday + 7 * s.week, a.monday + 7 * s.week + 6, s.is_reserve
FROM seat_weeks s
CROSS JOIN demo.anchor a
ORDER BY 1;

INSERT INTO absences
SELECT row_number() OVER (ORDER BY e.week, e.employee_id), e.employee_id,
       (CASE WHEN e.roll < 70 THEN 'holiday' WHEN e.roll < 90 THEN 'sick' ELSE 'training' END)::absence_kind,
       a.monday + 7 * e.week, a.monday + 7 * e.week + CASE WHEN e.roll < 70 THEN 4 ELSE e.roll % 5 END,
       e.roll <> 71
FROM (SELECT week, 69 + regular_id AS employee_id, demo.dice(regular_id * 1000 + week, 30, 100) AS roll
      FROM seat_weeks
      WHERE is_reserve
      UNION ALL
      SELECT w.week, p.id, demo.dice(p.id * 1000 + w.week, 30, 100)
      FROM people p
      CROSS JOIN generate_series(-104, 0) AS w (week)
      WHERE p.driver_id IS NULL AND demo.dice(p.id * 1000 + w.week, 31, 8) = 0) e
CROSS JOIN demo.anchor a
ORDER BY 1;

-- Roughly one driver in eleven has missed the last check, and trainees have had none.
INSERT INTO licence_checks
SELECT row_number() OVER (ORDER BY c.checked_on, c.driver_id), c.driver_id,
       CASE WHEN demo.dice(c.driver_id * 10 + c.turn, 42, 6) = 0 THEN 9 ELSE 9 + c.depot_id END,
       c.checked_on,
       demo.dice(c.driver_id * 10 + c.turn, 43, 90) > 0,
       CASE demo.dice(c.driver_id * 10 + c.turn, 44, 40)
            WHEN 0 THEN 'Needs glasses, see licence'
            WHEN 1 THEN 'Name changed, new licence ordered'
            WHEN 2 THEN 'Card worn, hard to read' END
FROM (SELECT d.id AS driver_id, d.depot_id, turn, e.hired_on, e.left_on,
             a.monday - 7 * (1 + demo.dice(d.id, 40, 24) + 26 * turn) + demo.dice(d.id * 10 + turn, 41, 5) AS checked_on
      FROM driver_plans d
      JOIN employees e ON e.id = 69 + d.id
      CROSS JOIN generate_series(0, 3) AS turn
      CROSS JOIN demo.anchor a
      WHERE d.kind <> 'trainee' AND NOT (turn = 0 AND demo.dice(d.id, 45, 11) = 0)) c
WHERE c.checked_on >= c.hired_on AND c.checked_on < coalesce(c.left_on, 'infinity')
ORDER BY 1;

-- Workshop and inspections ------------------------------------------------------------------------------------------

-- A truck comes in about every fifth week; some of last week's are still in.
INSERT INTO maintenance_jobs
SELECT row_number() OVER (ORDER BY j.opened_on, j.truck_id), j.truck_id,
       CASE WHEN demo.dice(j.seed, 53, 4) > 0 THEN 45 + j.depot_id + 12 * demo.dice(j.seed, 54, 2) END,
       k.kind, k.description, j.opened_on,
       CASE WHEN NOT j.is_open THEN j.opened_on + demo.dice(j.seed, 52, k.longest_stay) END,
       k.hours + 0.5 * demo.dice(j.seed, 55, 9),
       CASE WHEN NOT j.is_open
            THEN round(k.price * (60 + demo.dice(j.seed, 56, 90)) / 100.0
                       * (ARRAY[0.7, 0.85, 1.0, 1.1, 1.25, 1.3])[j.truck_type_id], 2) END,
       k.parts, demo.dice(j.seed, 57, 20) = 0
FROM (SELECT t.id AS truck_id, t.depot_id, t.truck_type_id, w.week, t.id * 1000 + w.week + 104 AS seed,
             a.monday + 7 * w.week + demo.dice(t.id * 1000 + w.week + 104, 51, 4) AS opened_on,
             w.week = -1 AND demo.dice(t.id * 1000 + w.week + 104, 58, 3) = 0 AS is_open
      FROM truck_plans t
      CROSS JOIN generate_series(-104, -1) AS w (week)
      CROSS JOIN demo.anchor a
      WHERE demo.dice(t.id * 1000 + w.week + 104, 50, 1000) < 150 + 6 * t.truck_type_id
        AND w.week >= coalesce(t.bought_week, -104) AND w.week < coalesce(t.retired_week, 1)) j
JOIN (VALUES
    ( 0, 29, 'service',   'Oil and filters changed',               1, 2.0,  420, '[{"part": "oil filter", "quantity": 1, "price": 38.5}, {"part": "engine oil, litre", "quantity": 32, "price": 4.2}]'::jsonb),
    (30, 39, 'service',   'Large service with air conditioning',   2, 5.0,  890, '[{"part": "cabin filter", "quantity": 1, "price": 27.9}, {"part": "air filter", "quantity": 1, "price": 64}]'),
    (40, 54, 'tyres',     'Tyres of the drive axle replaced',      1, 2.5, 1480, '[{"part": "tyre 315/70 R22.5", "quantity": 4, "price": 318}]'),
    (55, 69, 'brakes',    'Brake pads and discs, front',           2, 4.0,  960, '[{"part": "brake pad set", "quantity": 2, "price": 112.4}, {"part": "brake disc", "quantity": 2, "price": 189}]'),
    (70, 79, 'electrics', 'Lights and wiring of the trailer plug', 1, 1.5,  240, '[{"part": "trailer cable", "quantity": 1, "price": 74.9}]'),
    (80, 88, 'engine',    'Turbocharger, "whistling" under load',  3, 9.5, 3650, '[{"part": "turbocharger", "quantity": 1, "price": 1980}, {"part": "gasket set", "quantity": 1, "price": 86}]'),
    (89, 95, 'bodywork',  'Tarpaulin torn, tail lift adjusted',    2, 4.5,  780, '[]'),
    (96, 99, 'accident',  'Bumper, mirror and door after a crash', 4, 16.0, 5900, '[{"part": "bumper", "quantity": 1, "price": 890}, {"part": "mirror, left", "quantity": 1, "price": 245}]')
) AS k (lowest, highest, kind, description, longest_stay, hours, price, parts)
    ON demo.dice(j.seed, 59, 100) BETWEEN k.lowest AND k.highest
ORDER BY 1;

UPDATE trucks t
SET status = 'in_workshop'
WHERE EXISTS (SELECT FROM maintenance_jobs j WHERE j.truck_id = t.id AND j.closed_on IS NULL);

INSERT INTO inspections
SELECT row_number() OVER (ORDER BY i.inspected_on, i.truck_id, i.kind), i.truck_id, i.kind, i.inspected_on,
       i.inspected_on + CASE WHEN i.roll < 8 THEN 30 WHEN i.kind = 'tachograph' THEN 729 ELSE 364 END,
       i.roll >= 8,
       CASE WHEN i.roll < 4 THEN '{"brake force uneven","tyre worn"}'::text[]
            WHEN i.roll < 8 THEN '{"play in steering"}'::text[]
            WHEN i.roll < 25 THEN '{"bulb out"}'::text[]
            ELSE '{}'::text[] END
FROM (SELECT t.id AS truck_id, k.kind, demo.dice(t.id * 100 + k.number * 10 + turn, 62, 100) AS roll,
             a.monday - 7 - demo.dice(t.id * 10 + k.number, 60, k.days + 15) - k.days * turn AS inspected_on
      FROM truck_plans t
      CROSS JOIN (VALUES (1, 'roadworthiness', 364), (2, 'tachograph', 728)) AS k (number, kind, days)
      CROSS JOIN generate_series(0, 1) AS turn
      CROSS JOIN demo.anchor a) i
JOIN trucks t ON t.id = i.truck_id AND i.inspected_on >= t.bought_on
             AND i.inspected_on < coalesce(t.retired_on, 'infinity')
ORDER BY 1;

-- Customers and contracts -------------------------------------------------------------------------------------------

-- 25 for each depot; rank 0 is a depot's best customer, and those of rank 24 have signed but never ordered.
INSERT INTO customers
SELECT c.id,
       CASE c.id
            WHEN 4 THEN 'O''Brien & Sons, Ltd.'
            WHEN 17 THEN 'Gasthof-Bedarf "Zur Post" KG'
            WHEN 26 THEN '山本精機 Europe GmbH'
            WHEN 40 THEN 'Fratelli Cioè; Import/Export'
            ELSE (ARRAY['Ahornhof', 'Brückner', 'Czerny', 'Dünkel', 'Eßer', 'Fährmann', 'Grünwald', 'Höllerich', 'Immergrün',
                        'Jürgensen', 'Kästle', 'Löwenstern', 'Mönkeberg', 'Nußdorfer', 'Ölmann', 'Pfründner', 'Quellhorst',
                        'Rübsam', 'Süßmilch', 'Türmer', 'Überreiter', 'Völkl', 'Wörz', 'Zähringer', 'Äpfelbach'])[1 + c.rank]
                 || ' '
                 || (ARRAY['Maschinenbau', 'Lebensmittel', 'Möbel', 'Papier', 'Stahlhandel', 'Getränke', 'Pharma', 'Baustoffe',
                           'Elektro', 'Textil', 'Glas', 'Chemie'])[1 + (c.depot_id + c.rank * 5) % 12]
                 || CASE o.country_code WHEN 'PL' THEN ' Sp. z o.o.'
                                        WHEN 'FR' THEN ' S.à r.l.'
                                        ELSE (ARRAY[' GmbH', ' KG', ' AG', ' GmbH & Co. KG'])[1 + demo.dice(c.id, 70, 4)] END END,
       t.name, o.country_code, c.depot_id,
       (ARRAY['machinery', 'food', 'furniture', 'paper', 'steel', 'drinks', 'medicine', 'building materials',
              'electrical goods', 'textiles', 'glass', 'chemicals'])[1 + (c.depot_id + c.rank * 5) % 12],
       'invoices@customer' || lpad(c.id::text, 3, '0') || '.example',
       o.country_code || lpad((c.id * 7919 % 1000 * 1000003 + c.id)::text, 9, '0'),
       a.monday - CASE WHEN c.rank = 24 THEN 14 + demo.dice(c.id, 72, 40) ELSE 728 + demo.dice(c.id, 72, 3000) END,
       (ARRAY[14, 30, 30, 45])[1 + demo.dice(c.id, 73, 4)],
       CASE WHEN demo.dice(c.id, 74, 5) > 0 THEN 5000 * (2 + demo.dice(c.id, 75, 18)) END,
       c.rank < 3,
       jsonb_build_object('language', CASE o.country_code WHEN 'PL' THEN 'pl' WHEN 'FR' THEN 'fr' ELSE 'de' END,
                          'invoice_format', (ARRAY['pdf', 'xml', 'paper'])[1 + demo.dice(c.id, 76, 3)])
           || CASE WHEN demo.dice(c.id, 77, 3) = 0
                   THEN jsonb_build_object('delivery_window', jsonb_build_array('08:00', '12:00')) ELSE '{}' END
FROM (SELECT n AS id, 1 + (n - 1) % 12 AS depot_id, (n - 1) / 12 AS rank FROM generate_series(1, 300) AS n) c
JOIN depot_plans o ON o.id = c.depot_id
JOIN towns t ON t.depot_id = c.depot_id AND t.number = demo.dice(c.id, 71, 7)
CROSS JOIN demo.anchor a
ORDER BY c.id;

-- A third of the customers have an earlier contract that has ended.
INSERT INTO contracts
SELECT row_number() OVER (ORDER BY c.starts_on, c.customer_id), c.customer_id, c.starts_on,
       CASE WHEN c.is_earlier THEN c.starts_on + 363 END,
       round(1.5 + demo.dice(c.customer_id, 81, 700) / 1000.0 - CASE WHEN c.is_earlier THEN 0.12 ELSE 0 END, 3),
       CASE WHEN demo.dice(c.customer_id, 82, 3) = 0 THEN 0.5 * demo.dice(c.customer_id, 83, 25) ELSE 0 END,
       (ARRAY['{tracking}', '{tracking,insurance}',
              '{tracking,insurance,pallet_exchange}'])[1 + demo.dice(c.customer_id, 84, 3)]::text[],
       jsonb_build_object('notice_weeks', (ARRAY[4, 8, 12])[1 + demo.dice(c.customer_id, 85, 3)],
                          'free_waiting_minutes', (ARRAY[30, 45, 60])[1 + demo.dice(c.customer_id, 86, 3)],
                          'diesel_clause', true)
FROM (SELECT id AS customer_id, is_earlier,
             customer_since + CASE WHEN id % 3 = 1 AND id <= 288 AND NOT is_earlier THEN 364 ELSE 0 END AS starts_on
      FROM customers
      CROSS JOIN (VALUES (true), (false)) AS e (is_earlier)
      WHERE NOT is_earlier OR id % 3 = 1 AND id <= 288) c
ORDER BY 1;

ANALYZE customers, contracts;

-- Activities --------------------------------------------------------------------------------------------------------

CREATE TEMP TABLE workshop_days ON COMMIT DROP AS
SELECT j.truck_id, n
FROM maintenance_jobs j
CROSS JOIN demo.anchor a
CROSS JOIN LATERAL generate_series(j.opened_on - (a.monday - 728),
                                   coalesce(j.closed_on - (a.monday - 728), 734)) AS n;

ANALYZE workshop_days;

-- A truck can be planned in four slots a day; the fourth is the night, for tractors only. Out of all slots in which
-- the truck is in service and not in the workshop, the generator takes those 250,000 in which work is likeliest:
-- busy trucks and busy weekdays more often, Sundays hardly, and a little more each month, as the company grows.
CREATE TEMP TABLE slots ON COMMIT DROP AS
SELECT c.key, c.truck_id, c.week, c.weekday, c.slot, c.is_tractor
FROM (SELECT t.id * 10000 + d.n * 10 + s.slot AS key, t.id AS truck_id, d.n / 7 - 104 AS week, d.n % 7 AS weekday, s.slot,
             t.truck_type_id >= 5 AS is_tractor,
             t.busy::bigint * p.likely
                 * CASE WHEN s.slot = 4 THEN 115 WHEN t.truck_type_id >= 5 THEN 75 WHEN t.truck_type_id = 1 THEN 110 ELSE 100 END
                 * (880 + d.n / 5 + demo.dice(d.n / 7, 90, 140) + demo.dice(d.n, 91, 60)) AS weight
      FROM truck_plans t
      CROSS JOIN generate_series(0, 734) AS d (n)
      JOIN (VALUES
          (0, 1, 94), (0, 2, 82), (0, 3, 68), (0, 4, 88),
          (1, 1, 99), (1, 2, 88), (1, 3, 74), (1, 4, 94),
          (2, 1, 99), (2, 2, 90), (2, 3, 76), (2, 4, 95),
          (3, 1, 98), (3, 2, 89), (3, 3, 75), (3, 4, 93),
          (4, 1, 96), (4, 2, 80), (4, 3, 55), (4, 4, 62),
          (5, 1, 46), (5, 2, 24), (5, 3,  8), (5, 4, 14),
          (6, 1, 10), (6, 2,  4), (6, 3,  3), (6, 4, 40)
      ) AS p (weekday, slot, likely) ON p.weekday = d.n % 7
      JOIN (VALUES (1), (2), (3), (4)) AS s (slot) ON s.slot = p.slot AND (s.slot < 4 OR t.truck_type_id >= 5)
      WHERE d.n / 7 - 104 >= coalesce(t.bought_week, -104)
        AND d.n / 7 - 104 < coalesce(t.retired_week, 1)
        AND NOT EXISTS (SELECT FROM workshop_days w WHERE w.truck_id = t.id AND w.n = d.n)) c
ORDER BY demo.dice(c.key, 92, 1000000000) * 1000000000::bigint / c.weight, c.key
LIMIT 250000;

ANALYZE slots (truck_id);

-- Work of a truck's day belongs to one order of one customer, each night's run to another; every tenth piece of work
-- is for no customer at all. Customers of a low rank order most.
CREATE TEMP TABLE work ON COMMIT DROP AS
SELECT s.*, t.depot_id, t.truck_type_id,
       lead(s.planned_start) OVER (PARTITION BY s.truck_id ORDER BY s.planned_start) AS next_start,
       row_number() OVER (PARTITION BY s.order_key, s.is_internal ORDER BY s.slot) AS step,
       count(*) OVER (PARTITION BY s.order_key, s.is_internal) AS steps,
       demo.dice(s.order_key, 109, 90) = 0 AND NOT s.is_internal AS is_cancelled,
       t.depot_id + 12 * (demo.dice(s.order_key, 110, 4900)::bigint * demo.dice(s.order_key, 111, 4900)
                          * 24 / (4900 * 4900))::integer AS customer_id
FROM (SELECT s.*,
             s.key / 10 * 10 + CASE s.slot WHEN 4 THEN 4 ELSE 0 END AS order_key,
             demo.dice(s.key, 100, 10) = 0 AS is_internal,
             (a.monday + 7 * s.week + s.weekday)
                 + CASE WHEN s.slot = 4 AND s.weekday = 6 THEN interval '22:00' + interval '5 minutes' * demo.dice(s.key, 101, 4)
                        WHEN s.slot = 4 THEN interval '20:00' + interval '5 minutes' * demo.dice(s.key, 101, 19)
                        WHEN s.slot = 3 THEN interval '13:55' + interval '5 minutes' * demo.dice(s.key, 101, 13)
                        WHEN s.slot = 2 THEN interval '09:45' + interval '5 minutes' * demo.dice(s.key, 101, 10)
                        WHEN s.is_tractor THEN interval '05:30' + interval '5 minutes' * demo.dice(s.key, 101, 10)
                        ELSE interval '05:00' + interval '5 minutes' * demo.dice(s.key, 101, 16) END AS planned_start
      FROM slots s
      CROSS JOIN demo.anchor a) s
JOIN truck_plans t ON t.id = s.truck_id;

ANALYZE work (depot_id, customer_id, order_key, slot);

CREATE TEMP TABLE order_keys ON COMMIT DROP AS
SELECT order_key, row_number() OVER (ORDER BY week, demo.dice(order_key, 121, 6), demo.dice(order_key, 122, 660), order_key) AS id
FROM work
WHERE NOT is_internal AND step = 1;

ANALYZE order_keys;

CREATE TEMP TABLE active_routes ON COMMIT DROP AS
SELECT r.id, r.from_depot_id, f.city AS from_city, t.city AS to_city, r.distance_km, r.toll_cost,
       (count(*) OVER (PARTITION BY r.from_depot_id))::integer AS routes,
       row_number() OVER (PARTITION BY r.from_depot_id ORDER BY r.distance_km, r.id) - 1 AS number
FROM routes r
JOIN depot_plans f ON f.id = r.from_depot_id
JOIN depot_plans t ON t.id = r.to_depot_id
WHERE r.is_active;

ANALYZE active_routes;

-- Where the work leads decides how long it should take. A late start costs little; a late finish depends on the depot,
-- the weekday and the hour. Whatever happens, a truck is back five minutes before its next piece of work.
CREATE TEMP TABLE legs ON COMMIT DROP AS
SELECT w.*, o.id AS order_id, r.id AS route_id, r.from_city, r.to_city, r.toll_cost, k.kind,
       c.name AS customer, c.city AS customer_city, t.name AS town, m.km,
       CASE WHEN NOT w.is_cancelled THEN round(m.km * (92 + demo.dice(w.key, 156, 20)) / 100.0, 1) END AS driven_km,
       w.planned_start + make_interval(mins => m.minutes) AS due,
       w.planned_start + make_interval(mins => demo.dice(w.key, 104, 20) - 4, secs => demo.dice(w.key, 105, 60)) AS start,
       least(w.planned_start
                 + make_interval(secs => demo.dice(w.key, 106, 60),
                                 mins => m.minutes + CASE WHEN d.roll < 900 - d.risk THEN -1 - demo.dice(w.key, 107, 25)
                                                          WHEN d.roll < 965 - d.risk / 3 THEN demo.dice(w.key, 107, 20)
                                                          WHEN d.roll < 990 THEN 20 + demo.dice(w.key, 107, 60)
                                                          ELSE 80 + demo.dice(w.key, 107, 160) END),
             w.next_start - interval '5 minutes') AS finish
FROM work w
JOIN depot_plans p ON p.id = w.depot_id
CROSS JOIN LATERAL (SELECT (CASE WHEN w.slot = 4 AND w.is_internal THEN 'transfer'
                                 WHEN w.slot = 4 THEN 'line_haul'
                                 WHEN w.is_internal THEN 'service'
                                 WHEN w.step = 1 AND w.steps > 1 THEN 'pickup'
                                 ELSE 'delivery' END)::activity_kind AS kind) k
LEFT JOIN order_keys o ON o.order_key = w.order_key AND NOT w.is_internal
JOIN customers c ON c.id = w.customer_id
JOIN towns h ON h.depot_id = c.depot_id AND h.name = c.city
-- The last delivery goes where the order goes, an earlier one somewhere on the way.
JOIN towns t ON t.depot_id = w.depot_id
            AND t.number = demo.dice(CASE WHEN w.step = w.steps THEN w.order_key ELSE w.key END, 123, 7)
LEFT JOIN active_routes r ON w.slot = 4 AND r.from_depot_id = w.depot_id AND r.number = demo.dice(w.key, 103, r.routes)
CROSS JOIN LATERAL (SELECT x.km, CASE WHEN w.slot = 4 THEN 30 + x.km * 60 / 75
                                      ELSE (45 + x.km + 5 * demo.dice(w.key, 102, 7)) / 5 * 5 END AS minutes
                    FROM (SELECT CASE k.kind WHEN 'pickup' THEN h.distance_km
                                             WHEN 'delivery' THEN t.distance_km
                                             WHEN 'service' THEN 1 + demo.dice(w.key, 120, 12)
                                             ELSE r.distance_km END AS km) x) m
CROSS JOIN LATERAL (SELECT demo.dice(w.key, 108, 1000) AS roll,
                           p.lateness + 15 * w.slot + CASE WHEN w.weekday IN (0, 4) THEN 30 ELSE 0 END AS risk) d;

-- Orders come in during the week before the one in which they are carried out. Week 1 is the next one: its orders are
-- coming in now, and nothing is planned for them yet. They are like this week's, but of other customers.
CREATE TEMP TABLE order_plans ON COMMIT DROP AS
SELECT o.id, o.week, o.seed, o.customer_id, o.depot_id, o.truck_type_id, o.weekday, o.is_cancelled, o.km,
       CASE WHEN o.from_city IS NOT NULL THEN o.from_city
            WHEN o.steps > 1 THEN c.city
            ELSE p.city END AS pickup_city,
       o.delivery_city, c.name AS customer
FROM (SELECT l.order_id AS id, l.week, l.order_key AS seed, l.customer_id, l.depot_id, l.truck_type_id, l.weekday,
             l.is_cancelled, sum(l.km) OVER legs_of_order AS km, l.from_city, l.steps, coalesce(l.to_city, l.town) AS delivery_city,
             l.step
      FROM legs l
      WHERE l.order_id IS NOT NULL
      WINDOW legs_of_order AS (PARTITION BY l.order_id)) o
JOIN customers c ON c.id = o.customer_id
JOIN depot_plans p ON p.id = o.depot_id
WHERE o.step = o.steps;

INSERT INTO order_plans
SELECT o.id + (SELECT count(*) FROM order_plans WHERE week = 0), 1, o.seed, c.id, o.depot_id, o.truck_type_id, o.weekday,
       false, o.km, CASE WHEN o.pickup_city = b.city THEN c.city ELSE o.pickup_city END, o.delivery_city, c.name
FROM order_plans o
JOIN customers b ON b.id = o.customer_id
JOIN customers c ON c.id = o.depot_id + (o.customer_id + 12 - o.depot_id) % 288
WHERE o.week = 0;

INSERT INTO orders
SELECT o.id, 'O-' || lpad(o.id::text, 7, '0'), o.customer_id, o.depot_id,
       (a.monday + 7 * (o.week - 1) + demo.dice(o.seed, 121, 6)
           + make_interval(mins => 420 + demo.dice(o.seed, 122, 660)))::timestamptz,
       a.monday + 7 * o.week + o.weekday,
       o.pickup_city, o.delivery_city, g.goods, w.weight_kg,
       greatest(1, w.weight_kg * y.pallet_places / y.payload_kg)::smallint,
       array_remove(ARRAY[CASE WHEN o.truck_type_id IN (2, 3, 4) AND demo.dice(o.seed, 130, 4) = 0 THEN 'tail_lift' END,
                          CASE WHEN demo.dice(o.seed, 131, 40) = 0 THEN 'two_people' END,
                          CASE WHEN o.truck_type_id = 4 AND y.id = 4 AND g.is_cold THEN 'refrigerated' END,
                          CASE WHEN demo.dice(o.seed, 132, 25) = 0 THEN 'dangerous_goods' END], NULL),
       round((34 + n.price_per_km * o.km * (ARRAY[0.62, 0.80, 0.92, 1.10, 1.18, 1.30])[o.truck_type_id]
                 + w.weight_kg * 0.006) * (1 - n.discount_percent / 100), 2),
       (CASE WHEN o.week >= 0 THEN 'booked' WHEN o.is_cancelled THEN 'cancelled' ELSE 'delivered' END)::order_status,
       md5('order ' || o.id)::uuid,
       CASE WHEN demo.dice(o.seed, 133, 7) = 0
            THEN (ARRAY['Ring at gate 2', 'Call half an hour before: 0 30 / 23125-' || 100 + demo.dice(o.seed, 134, 900),
                        'Ramp too low for semitrailers, use the "small" yard',
                        'Bitte Anlieferung nur bis 11:30 Uhr, danach Mittagspause',
                        'Zostawić u ochrony, jeśli biuro jest zamknięte',
                        'Demander M. Lefèvre à l''entrée'])[1 + demo.dice(o.seed, 135, 6)] END
FROM order_plans o
CROSS JOIN demo.anchor a
JOIN truck_types y ON y.id = o.truck_type_id
JOIN customers c ON c.id = o.customer_id
JOIN contracts n ON n.customer_id = o.customer_id AND n.ends_on IS NULL
CROSS JOIN LATERAL (SELECT (y.payload_kg * (20 + demo.dice(o.seed, 136, 40) + demo.dice(o.seed, 137, 38)) / 1000 * 10)
                           AS weight_kg) w
JOIN (VALUES ('machinery', 'machine parts', false), ('food', 'fresh food', true), ('furniture', 'kitchen furniture', false),
             ('paper', 'paper rolls', false), ('steel', 'steel coils', false), ('drinks', 'drinks in crates', true),
             ('medicine', 'medicine', true), ('building materials', 'cement and plaster', false),
             ('electrical goods', 'household appliances', false), ('textiles', 'clothes on hangers', false),
             ('glass', 'window glass', false), ('chemicals', 'cleaning agents', false)) AS g (industry, goods, is_cold)
    ON g.industry = c.industry
ORDER BY o.id;

INSERT INTO demo.this_week_orders
SELECT o.* FROM orders o CROSS JOIN demo.anchor a WHERE o.wanted_on > a.monday + 6 ORDER BY o.id;

-- Notes are what people type: commas, quotes, line breaks, a few empty ones, several languages. Activities of this week
-- go in as they will end; demo.tell_week takes back what has not happened yet.
INSERT INTO activities
SELECT row_number() OVER (ORDER BY l.planned_start, l.key),
       CASE l.kind WHEN 'pickup' THEN 'Pickup at ' || l.customer || ', ' || l.customer_city
                   WHEN 'delivery' THEN CASE WHEN l.step < l.steps THEN 'Part delivery to ' ELSE 'Delivery to ' END
                                        || l.town || ' for ' || l.customer
                   WHEN 'line_haul' THEN 'Line haul ' || l.from_city || ' - ' || l.to_city
                   WHEN 'transfer' THEN 'Empty run ' || l.from_city || ' - ' || l.to_city
                   ELSE (ARRAY['Vehicle wash', 'Yard check', 'Tyre pressure check', 'Load securing check',
                               'Pallets back to the depot'])[1 + demo.dice(l.key, 140, 5)] END,
       l.kind,
       (CASE WHEN l.is_cancelled THEN 'cancelled' ELSE 'finished' END)::activity_status,
       l.order_id, l.route_id, l.depot_id, l.truck_id, s.driver_id,
       l.planned_start::timestamptz,
       l.due::timestamptz,
       CASE WHEN NOT l.is_cancelled THEN l.start::timestamptz END,
       CASE WHEN NOT l.is_cancelled THEN l.finish::timestamptz END,
       l.driven_km,
       round(l.driven_km * y.cost_per_km + extract(epoch FROM l.finish - l.start)::numeric / 3600 * 31.5
             + coalesce(l.toll_cost, 0) + 8, 2),
       CASE WHEN l.is_cancelled OR demo.dice(l.key, 141, 5) > 2 THEN NULL
            WHEN l.kind = 'line_haul'
            THEN jsonb_build_object('trailer', 'T-' || 1000 + demo.dice(l.key, 142, 140),
                                    'seal', chr(65 + demo.dice(l.key, 143, 26)) || 10000 + demo.dice(l.key, 144, 90000))
            WHEN l.kind = 'delivery'
            THEN jsonb_build_object('pallets', 1 + demo.dice(l.key, 145, y.pallet_places),
                                    'signed_by', (ARRAY['Müller', 'Wójcik', 'Lefèvre', 'Yıldız', '佐藤', 'O''Neill'])
                                                 [1 + demo.dice(l.key, 146, 6)])
                 || CASE WHEN l.truck_type_id = 4
                         THEN jsonb_build_object('temperature', round(demo.dice(l.key, 147, 90) / 10.0, 1)) ELSE '{}' END END,
       CASE WHEN l.is_cancelled
            THEN (ARRAY['Cancelled by the customer', 'Cancelled, "goods not ready"', 'Order given twice, second one cancelled',
                        'Storniert wegen Streik'])[1 + demo.dice(l.key, 148, 4)]
            WHEN l.finish > l.due + interval '20 minutes' AND demo.dice(l.key, 149, 10) < 7
            THEN (ARRAY['late at depot ' || l.depot_id, 'Traffic jam, A' || 1 + demo.dice(l.key, 150, 99),
                        'Gate closed, waited ' || 15 + 5 * demo.dice(l.key, 151, 9) || ' minutes',
                        'Ramp blocked; "come back after lunch"', E'Customer was late.\nUnloading began an hour after arrival.',
                        'Strasse gesperrt, Umleitung über die Dörfer', 'Brak miejsca na rampie, czekam', 'Quai fermé à l''arrivée',
                        E'Two stops:\n1. police check\n2. tyre changed, "new one needed"'])[1 + demo.dice(l.key, 152, 9)]
            WHEN demo.dice(l.key, 153, 250) = 0 THEN ''
            WHEN demo.dice(l.key, 154, 100) < 24
            THEN (ARRAY['brakes checked', 'refuelled', 'tyres', 'refuelled', 'pallets exchanged 1:1', 'signed by the neighbour',
                        'All fine', 'Door seal worn, please look at it', 'ok', 'Trailer "T-1044", left lamp out',
                        'Kunde sehr zufrieden', 'Empfänger nicht da, beim Pförtner abgegeben', 'Wszystko w porządku',
                        'Livré sans réserve', '荷物の受け取り済み', '-5 °C in the trailer, goods frozen',
                        'Receipt in the cab; no. 7, 8, 9', '+2 pallets taken back', 'two cartons damp, photo sent',
                        'O''Brien & Sons: ask for "Pat", he''s got the key'])[1 + demo.dice(l.key, 155, 20)] END
FROM legs l
JOIN seat_weeks s ON s.truck_id = l.truck_id AND s.week = l.week
                 AND s.shift = CASE WHEN l.slot = 4 THEN 'night' ELSE 'day' END::shift
JOIN truck_types y ON y.id = l.truck_type_id
ORDER BY 1;

INSERT INTO demo.this_week_activities
SELECT v.* FROM activities v CROSS JOIN demo.anchor a WHERE v.planned_start_at >= a.monday::timestamptz ORDER BY v.id;

-- Two late activities in five that are more than 80 minutes late have an incident, and one of 180 others.
INSERT INTO incidents
SELECT row_number() OVER (ORDER BY v.finished_at, v.id), v.id, k.kind, k.severity + demo.dice(v.id, 163, 2),
       v.started_at + (v.finished_at - v.started_at) * (30 + demo.dice(v.id, 164, 70)) / 100,
       CASE WHEN r.resolved_at < a.monday::timestamptz THEN r.resolved_at END,
       CASE WHEN k.claim > 0 THEN round(k.claim * (20 + demo.dice(v.id, 167, 200)) / 100.0, 2) END,
       k.description
FROM activities v
JOIN (VALUES (0, 43, 'delay', 1, 0, 'More than an hour late, customer informed'),
             (44, 59, 'delay', 2, 180, 'Fixed delivery time missed, customer claims the waiting time'),
             (60, 79, 'damage', 1, 320, 'Pallet fell over while unloading; cartons crushed'),
             (80, 91, 'breakdown', 2, 0, 'Stopped with a warning light, towed to the "nearest" workshop'),
             (92, 97, 'accident', 3, 2600, 'Collision at low speed, nobody hurt'),
             (98, 99, 'theft', 3, 4100, 'Tarpaulin cut open at the rest area, goods missing')
     ) AS k (lowest, highest, kind, severity, claim, description)
    ON demo.dice(v.id, 162, 100) BETWEEN k.lowest AND k.highest
CROSS JOIN demo.anchor a
CROSS JOIN LATERAL (SELECT v.finished_at + make_interval(days => 1 + demo.dice(v.id, 165, 12 * k.severity),
                                                         mins => demo.dice(v.id, 166, 600)) AS resolved_at) r
WHERE v.finished_at > v.due_at + interval '80 minutes' AND demo.dice(v.id, 160, 5) < 2
   OR v.finished_at IS NOT NULL AND demo.dice(v.id, 161, 180) = 0 AND k.kind <> 'delay'
ORDER BY 1;

INSERT INTO demo.this_week_incidents
SELECT i.* FROM incidents i JOIN demo.this_week_activities w ON w.id = i.activity_id ORDER BY i.id;

-- Fuel --------------------------------------------------------------------------------------------------------------

DO $$ BEGIN PERFORM demo.make_fuel_quarters(monday - 728, monday + 6) FROM demo.anchor; END $$;

CREATE TEMP TABLE driven ON COMMIT DROP AS
SELECT l.truck_id, l.week, sum(l.driven_km) AS km
FROM legs l
WHERE l.driven_km IS NOT NULL
GROUP BY l.truck_id, l.week;

ANALYZE driven;

-- What a truck drove in a week is tanked again in that week, in equal parts of up to 340 litres (a van: 60), spread
-- over the days from Monday to Saturday. Every truck has its own thirst.
INSERT INTO fuel_purchases
SELECT row_number() OVER (ORDER BY f.purchased_at, f.truck_id), f.truck_id, s.driver_id,
       f.purchased_at::date, f.purchased_at::timestamptz,
       (ARRAY['Autohof Süd', 'Tankhof Grüner Weg', 'Depot pump', 'Depot pump', 'Depot pump', 'Stacja Pod Lipą',
              'Relais de l''Étang', 'Rasthof Königsforst'])[1 + demo.dice(f.seed, 171, 8)],
       f.litres, p.price_per_litre, round(f.litres * p.price_per_litre, 2), f.odometer_km
FROM (SELECT w.truck_id, w.week, w.truck_id * 10000 + (w.week + 104) * 10 + n AS seed,
             round(w.litres / w.parts * (97 + demo.dice(w.truck_id * 10000 + (w.week + 104) * 10 + n, 170, 7)) / 100.0, 2) AS litres,
             t.odometer_km + round(w.driven_before + w.km * n / w.parts)::integer AS odometer_km,
             a.monday + 7 * w.week + ((n * 6 - demo.dice(w.truck_id * 1000 + w.week + 104, 172, 6)) / w.parts)::integer
                 + make_interval(mins => 330 + demo.dice(w.truck_id * 10000 + (w.week + 104) * 10 + n, 173, 780)) AS purchased_at
      FROM (SELECT k.truck_id, k.week, k.km, k.litres,
                   greatest(1, ceil(k.litres / CASE WHEN k.truck_type_id = 1 THEN 60 ELSE 340 END))::integer AS parts,
                   sum(k.km) OVER (PARTITION BY k.truck_id ORDER BY k.week) - k.km AS driven_before
            FROM (SELECT d.truck_id, d.week, t.truck_type_id, d.km,
                         d.km * y.target_litres_per_100km / 100 * (94 + demo.dice(d.truck_id, 174, 18)) / 100 AS litres
                  FROM driven d
                  JOIN truck_plans t ON t.id = d.truck_id
                  JOIN truck_types y ON y.id = t.truck_type_id) k) w
      CROSS JOIN LATERAL generate_series(1, w.parts) AS n
      JOIN trucks t ON t.id = w.truck_id
      CROSS JOIN demo.anchor a) f
JOIN seat_weeks s ON s.truck_id = f.truck_id AND s.week = f.week AND s.shift = 'day'
CROSS JOIN LATERAL (SELECT 1.28 + (f.week + 104) * 0.0012 + demo.dice(f.week, 175, 60) / 1000.0
                           + demo.dice(f.seed, 176, 80) / 1000.0 AS price_per_litre) p
ORDER BY 1;

INSERT INTO demo.this_week_fuel_purchases
SELECT f.* FROM fuel_purchases f CROSS JOIN demo.anchor a WHERE f.purchased_on >= a.monday ORDER BY f.id;

UPDATE trucks t
SET odometer_km = t.odometer_km + d.km
FROM (SELECT truck_id, round(sum(km))::integer AS km FROM driven WHERE week < 0 GROUP BY truck_id) d
WHERE d.truck_id = t.id;

-- Invoices ----------------------------------------------------------------------------------------------------------

-- A quarter of the customers is billed each Monday, for the four weeks before it.
CREATE TEMP TABLE billed_orders ON COMMIT DROP AS
SELECT p.id AS order_id, o.customer_id, o.agreed_price, o.requirements, o.pickup_city, o.delivery_city,
       (p.week + 1 + (o.customer_id + 103 - p.week) % 4)::integer AS run
FROM order_plans p
JOIN orders o ON o.id = p.id
WHERE NOT p.is_cancelled AND p.week + 1 + (o.customer_id + 103 - p.week) % 4 <= 0;

CREATE TEMP TABLE invoice_plans ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY run, customer_id) AS id, run, customer_id,
       round(sum(agreed_price) * 0.042, 2) AS diesel_surcharge
FROM billed_orders
GROUP BY run, customer_id;

INSERT INTO invoice_lines (id, invoice_id, line_number, order_id, description, quantity, unit_price)
SELECT row_number() OVER (ORDER BY l.invoice_id, l.position, l.order_id), l.invoice_id,
       row_number() OVER (PARTITION BY l.invoice_id ORDER BY l.position, l.order_id), l.order_id, l.description,
       l.quantity, l.unit_price
FROM (SELECT i.id AS invoice_id, 1 AS position, o.order_id,
             'Transport ' || o.pickup_city || ' - ' || o.delivery_city AS description, 1 AS quantity, o.agreed_price AS unit_price
      FROM billed_orders o
      JOIN invoice_plans i ON i.run = o.run AND i.customer_id = o.customer_id
      UNION ALL
      SELECT i.id, 2, o.order_id, 'Waiting time, quarter hours', 1 + demo.dice(o.order_id, 180, 8), 14.50
      FROM billed_orders o
      JOIN invoice_plans i ON i.run = o.run AND i.customer_id = o.customer_id
      WHERE demo.dice(o.order_id, 181, 16) = 0
      UNION ALL
      SELECT i.id, 3, o.order_id, 'Dangerous goods surcharge', 1, 35.00
      FROM billed_orders o
      JOIN invoice_plans i ON i.run = o.run AND i.customer_id = o.customer_id
      WHERE 'dangerous_goods' = ANY (o.requirements)
      UNION ALL
      SELECT id, 4, NULL, 'Diesel surcharge 4.2 %', 1, diesel_surcharge
      FROM invoice_plans) l
ORDER BY 1;

-- Six customers in ten pay about in time, three are slow, one is very slow; a few invoices are disputed and stay open.
-- Days count from this week's Monday; money arrives on working days.
CREATE TEMP TABLE invoices_to_be ON COMMIT DROP AS
SELECT i.id, i.customer_id, 7 * i.run AS issued, c.payment_term_days, s.net_amount,
       CASE WHEN c.country_code = 'DE' THEN 19 ELSE 0 END AS tax_rate,
       p.day + CASE p.day % 7 WHEN -2 THEN 2 WHEN 5 THEN 2 WHEN -1 THEN 1 WHEN 6 THEN 1 ELSE 0 END AS paid,
       demo.dice(i.id, 190, 70) = 0 AS is_disputed,
       demo.dice(i.id, 191, 25) = 0 AS is_paid_in_parts
FROM invoice_plans i
JOIN customers c ON c.id = i.customer_id
JOIN (SELECT invoice_id, sum(amount) AS net_amount FROM invoice_lines GROUP BY invoice_id) s ON s.invoice_id = i.id
CROSS JOIN LATERAL (SELECT demo.dice(i.customer_id, 192, 10) AS payer) r
CROSS JOIN LATERAL (SELECT 7 * i.run + c.payment_term_days
                           + CASE WHEN r.payer < 6 THEN demo.dice(i.id, 193, 12) - 9
                                  WHEN r.payer < 9 THEN demo.dice(i.id, 193, 32) + 1
                                  ELSE demo.dice(i.id, 193, 90) + 15 END AS day) p;

INSERT INTO invoices (id, invoice_number, customer_id, issued_on, due_on, period_from, period_until, net_amount, tax_rate,
                      paid_on, is_disputed)
SELECT i.id, 'R-' || 100000 + i.id, i.customer_id, a.monday + i.issued, a.monday + i.issued + i.payment_term_days,
       a.monday + i.issued - 28, a.monday + i.issued - 1, i.net_amount, i.tax_rate,
       CASE WHEN i.paid < 0 AND NOT i.is_disputed THEN a.monday + i.paid END,
       i.is_disputed AND i.issued + i.payment_term_days < 0
FROM invoices_to_be i
CROSS JOIN demo.anchor a
ORDER BY i.id;

CREATE TEMP TABLE payments_to_be ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY p.day, p.invoice_id, p.part) AS id, p.invoice_id, p.day, p.amount,
       (CASE WHEN m.roll < 70 THEN 'bank_transfer' WHEN m.roll < 96 THEN 'direct_debit' ELSE 'card' END)::payment_method AS method,
       CASE WHEN demo.dice(p.invoice_id, 201, 30) = 0 THEN 'Rechnung, siehe Schreiben' ELSE n.invoice_number END
           || CASE p.part WHEN 1 THEN ', part 1 of 2' WHEN 2 THEN ', part 2 of 2' ELSE '' END AS reference,
       p.part <> 1 AS settles_invoice
FROM (SELECT i.id AS invoice_id, i.customer_id, s.part,
             i.paid - CASE WHEN s.part = 1 THEN 7 ELSE 0 END AS day,
             CASE s.part WHEN 0 THEN n.total_amount
                         WHEN 1 THEN round(n.total_amount * 0.4, 2)
                         ELSE n.total_amount - round(n.total_amount * 0.4, 2) END AS amount
      FROM invoices_to_be i
      JOIN invoices n ON n.id = i.id
      JOIN (VALUES (0), (1), (2)) AS s (part) ON CASE WHEN i.is_paid_in_parts THEN s.part > 0 ELSE s.part = 0 END
      WHERE NOT i.is_disputed) p
JOIN invoices n ON n.id = p.invoice_id
CROSS JOIN LATERAL (SELECT demo.dice(p.customer_id, 200, 100) AS roll) m
WHERE p.day <= 6;

INSERT INTO payments
SELECT p.id, p.invoice_id, a.monday + p.day, p.amount, p.method, p.reference
FROM payments_to_be p
CROSS JOIN demo.anchor a
WHERE p.day < 0
ORDER BY p.id;

INSERT INTO demo.this_week_payments
SELECT p.id, p.invoice_id, a.monday + p.day, p.amount, p.method, p.reference, p.settles_invoice
FROM payments_to_be p
CROSS JOIN demo.anchor a
WHERE p.day >= 0
ORDER BY p.id;

INSERT INTO credit_notes
SELECT row_number() OVER (ORDER BY c.issued_on, c.invoice_id), c.invoice_id, c.issued_on,
       round(c.net_amount * (2 + demo.dice(c.invoice_id, 211, 14)) / 100, 2),
       (ARRAY['Goods damaged', 'Delivered late', 'Price corrected', 'Order charged twice',
              'Goodwill, "long-standing customer"'])[1 + demo.dice(c.invoice_id, 212, 5)]
FROM (SELECT i.id AS invoice_id, i.net_amount, i.issued_on + 4 + demo.dice(i.id, 213, 35) AS issued_on
      FROM invoices i
      WHERE demo.dice(i.id, 210, 60) = 0) c
JOIN demo.anchor a ON c.issued_on < a.monday
ORDER BY 1;

-- The generator has done its work.
DROP FUNCTION demo.dice(bigint, integer, integer);


-- ===================================================================================================================
-- 5. Keys and indexes
-- ===================================================================================================================

ALTER TABLE orders ADD UNIQUE (order_number), ADD UNIQUE (tracking_code);
ALTER TABLE invoice_lines ADD UNIQUE (invoice_id, line_number);

CREATE INDEX ON routes (to_depot_id);
CREATE INDEX ON orders (customer_id, wanted_on);
CREATE INDEX ON orders (depot_id, wanted_on);
CREATE INDEX ON orders (ordered_at);
CREATE INDEX ON activities (order_id);
CREATE INDEX ON activities (truck_id, planned_start_at);
CREATE INDEX ON activities (driver_id, planned_start_at);
CREATE INDEX ON activities (depot_id, planned_start_at);
CREATE INDEX ON activities (finished_at);
CREATE INDEX activities_unfinished_idx ON activities (due_at) WHERE finished_at IS NULL;
CREATE INDEX ON incidents (activity_id);
CREATE INDEX ON trucks (home_depot_id);
CREATE INDEX ON trucks (truck_type_id);
CREATE INDEX ON fuel_purchases (truck_id, purchased_on);
CREATE INDEX ON fuel_purchases (driver_id);
CREATE INDEX ON maintenance_jobs (truck_id, opened_on);
CREATE INDEX ON maintenance_jobs (mechanic_id);
CREATE INDEX ON inspections (truck_id, valid_until);
CREATE INDEX ON customers (depot_id);
CREATE INDEX ON customers USING gin (preferences);
CREATE INDEX ON contracts (customer_id, starts_on);
CREATE INDEX ON invoices (customer_id, issued_on);
CREATE INDEX ON invoices (issued_on);
CREATE INDEX invoices_unpaid_idx ON invoices (due_on) WHERE paid_on IS NULL;
CREATE INDEX ON invoice_lines (order_id);
CREATE INDEX ON payments (invoice_id);
CREATE INDEX ON payments (paid_on);
CREATE INDEX ON credit_notes (invoice_id);
CREATE INDEX ON employees (depot_id);
CREATE INDEX ON employees (manager_id);
CREATE INDEX ON employees (last_name, first_name);
CREATE INDEX ON licence_checks (driver_id, checked_on);
CREATE INDEX ON licence_checks (checked_by);
CREATE INDEX ON absences (employee_id, starts_on);

CREATE INDEX ON demo.this_week_activities (id);

ALTER TABLE depots
    ADD FOREIGN KEY (manager_id) REFERENCES employees;
ALTER TABLE routes
    ADD FOREIGN KEY (from_depot_id) REFERENCES depots,
    ADD FOREIGN KEY (to_depot_id) REFERENCES depots;
ALTER TABLE orders
    ADD FOREIGN KEY (customer_id) REFERENCES customers,
    ADD FOREIGN KEY (depot_id) REFERENCES depots;
ALTER TABLE activities
    ADD FOREIGN KEY (order_id) REFERENCES orders,
    ADD FOREIGN KEY (route_id) REFERENCES routes,
    ADD FOREIGN KEY (depot_id) REFERENCES depots,
    ADD FOREIGN KEY (truck_id) REFERENCES trucks,
    ADD FOREIGN KEY (driver_id) REFERENCES drivers;
ALTER TABLE incidents
    ADD FOREIGN KEY (activity_id) REFERENCES activities;
ALTER TABLE trucks
    ADD FOREIGN KEY (truck_type_id) REFERENCES truck_types,
    ADD FOREIGN KEY (home_depot_id) REFERENCES depots;
ALTER TABLE fuel_purchases
    ADD FOREIGN KEY (truck_id) REFERENCES trucks,
    ADD FOREIGN KEY (driver_id) REFERENCES drivers;
ALTER TABLE maintenance_jobs
    ADD FOREIGN KEY (truck_id) REFERENCES trucks,
    ADD FOREIGN KEY (mechanic_id) REFERENCES employees;
ALTER TABLE inspections
    ADD FOREIGN KEY (truck_id) REFERENCES trucks;
ALTER TABLE customers
    ADD FOREIGN KEY (depot_id) REFERENCES depots;
ALTER TABLE contracts
    ADD FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE invoices
    ADD FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE invoice_lines
    ADD FOREIGN KEY (invoice_id) REFERENCES invoices,
    ADD FOREIGN KEY (order_id) REFERENCES orders;
ALTER TABLE payments
    ADD FOREIGN KEY (invoice_id) REFERENCES invoices;
ALTER TABLE credit_notes
    ADD FOREIGN KEY (invoice_id) REFERENCES invoices;
ALTER TABLE employees
    ADD FOREIGN KEY (depot_id) REFERENCES depots,
    ADD FOREIGN KEY (manager_id) REFERENCES employees;
ALTER TABLE drivers
    ADD FOREIGN KEY (employee_id) REFERENCES employees;
ALTER TABLE assignments
    ADD FOREIGN KEY (truck_id) REFERENCES trucks,
    ADD FOREIGN KEY (driver_id) REFERENCES drivers;
ALTER TABLE licence_checks
    ADD FOREIGN KEY (driver_id) REFERENCES drivers,
    ADD FOREIGN KEY (checked_by) REFERENCES employees;
ALTER TABLE absences
    ADD FOREIGN KEY (employee_id) REFERENCES employees;

-- Show as much of this week as has happened by today.
DO $$ BEGIN PERFORM demo.tell_week(loaded_for) FROM demo.anchor; END $$;


-- ===================================================================================================================
-- 6. Views
-- ===================================================================================================================

CREATE VIEW operations.late_activities AS
SELECT a.id, a.name, a.kind, d.name AS depot, t.license_plate, e.first_name || ' ' || e.last_name AS driver,
       a.due_at, a.finished_at, a.finished_at - a.due_at AS delay
FROM activities a
JOIN depots d ON d.id = a.depot_id
JOIN trucks t ON t.id = a.truck_id
JOIN drivers r ON r.id = a.driver_id
JOIN employees e ON e.id = r.employee_id
WHERE a.finished_at > a.due_at;

COMMENT ON VIEW late_activities IS 'Activities that were finished after they were due';
COMMENT ON COLUMN late_activities.id IS 'Number of the activity';
COMMENT ON COLUMN late_activities.name IS 'What was done, in words';
COMMENT ON COLUMN late_activities.kind IS 'pickup, delivery, line_haul, transfer or service';
COMMENT ON COLUMN late_activities.depot IS 'Name of the depot that planned it';
COMMENT ON COLUMN late_activities.license_plate IS 'License plate of the truck';
COMMENT ON COLUMN late_activities.driver IS 'First and family name of the driver';
COMMENT ON COLUMN late_activities.due_at IS 'When it should have been finished';
COMMENT ON COLUMN late_activities.finished_at IS 'When it was finished';
COMMENT ON COLUMN late_activities.delay IS 'How late it was';

CREATE VIEW billing.open_invoices AS
SELECT i.id, i.invoice_number, c.name AS customer, i.issued_on, i.due_on, i.total_amount,
       i.total_amount - coalesce(p.received, 0) AS open_amount,
       greatest(current_date - i.due_on, 0) AS days_overdue, i.is_disputed
FROM invoices i
JOIN customers c ON c.id = i.customer_id
LEFT JOIN (SELECT invoice_id, sum(amount) AS received FROM payments GROUP BY invoice_id) p ON p.invoice_id = i.id
WHERE i.paid_on IS NULL;

COMMENT ON VIEW open_invoices IS 'Invoices that are not paid in full';
COMMENT ON COLUMN open_invoices.id IS 'Number of the invoice''s row';
COMMENT ON COLUMN open_invoices.invoice_number IS 'Number printed on the invoice';
COMMENT ON COLUMN open_invoices.customer IS 'Name of the customer';
COMMENT ON COLUMN open_invoices.issued_on IS 'Day of issue';
COMMENT ON COLUMN open_invoices.due_on IS 'Last day to pay in time';
COMMENT ON COLUMN open_invoices.total_amount IS 'Amount of the invoice in euros with tax';
COMMENT ON COLUMN open_invoices.open_amount IS 'What is still to be paid in euros with tax';
COMMENT ON COLUMN open_invoices.days_overdue IS 'Days since it was due; 0 when not yet due';
COMMENT ON COLUMN open_invoices.is_disputed IS 'True when the customer refuses to pay';


-- ===================================================================================================================
-- 7. Rights
--
-- fleet_reader may connect, see the four schemas and read their tables, and nothing else. That a question cannot
-- change anything does not hang on the programme alone.
-- ===================================================================================================================

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO fleet_reader', current_database());
    EXECUTE format('ALTER ROLE fleet_reader IN DATABASE %I SET search_path = operations, fleet, billing, staff',
                   current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA operations, fleet, billing, staff TO fleet_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA operations, fleet, billing, staff TO fleet_reader;

-- Large objects are the one place where everybody may write without owning a table.
REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC;


-- ===================================================================================================================
-- 8. Statistics for the planner
-- ===================================================================================================================

ANALYZE;

COMMIT;
