-- Question: Which trucks finished the most activities this month, and what did they cost?
-- Description: Finished activities of each truck since the first of the month, with their cost; busiest first.
SELECT
    t.license_plate,
    count(*) AS finished,
    sum(a.cost) AS cost,
    round(avg(a.cost), 2) AS average_cost
FROM activities AS a
JOIN trucks AS t ON t.id = a.truck_id
WHERE a.finished_at >= date_trunc('month', now())
GROUP BY t.id, t.license_plate
ORDER BY finished DESC, cost DESC, t.license_plate;
