-- Question: How much fuel do we use per 100 km by truck type?
-- Description: Litres bought and kilometres driven in the last twelve full weeks, compared with the target of each type.
WITH weeks AS (
    SELECT
        date_trunc('week', now()) - interval '12 weeks' AS first_moment,
        date_trunc('week', now()) AS end_moment
),
fuel AS (
    SELECT f.truck_id, sum(f.litres) AS litres
    FROM fuel_purchases AS f
    CROSS JOIN weeks AS w
    WHERE f.purchased_at >= w.first_moment AND f.purchased_at < w.end_moment
    GROUP BY f.truck_id
),
driven AS (
    SELECT a.truck_id, sum(a.distance_km) AS kilometres
    FROM activities AS a
    CROSS JOIN weeks AS w
    WHERE a.planned_start_at >= w.first_moment AND a.planned_start_at < w.end_moment
    GROUP BY a.truck_id
)
SELECT
    y.name AS truck_type,
    sum(f.litres) AS litres,
    sum(d.kilometres) AS kilometres,
    round(100 * sum(f.litres) / sum(d.kilometres), 1) AS litres_per_100km,
    y.target_litres_per_100km AS target
FROM fuel AS f
JOIN driven AS d ON d.truck_id = f.truck_id
JOIN trucks AS t ON t.id = f.truck_id
JOIN truck_types AS y ON y.id = t.truck_type_id
GROUP BY y.id, y.name, y.target_litres_per_100km
ORDER BY litres_per_100km DESC, y.name;
