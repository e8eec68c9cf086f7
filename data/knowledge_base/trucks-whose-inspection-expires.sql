-- Question: Which trucks' roadworthiness inspections expire in the next 60 days?
-- Description: Latest roadworthiness inspection of each truck in service that runs out within 60 days or has already run out.
WITH latest AS (
    SELECT DISTINCT ON (n.truck_id) n.truck_id, n.inspected_on, n.valid_until, n.passed
    FROM inspections AS n
    WHERE n.kind = 'roadworthiness'
    ORDER BY n.truck_id, n.inspected_on DESC, n.id DESC
)
SELECT
    t.license_plate,
    d.name AS depot,
    l.inspected_on,
    l.valid_until,
    l.passed
FROM latest AS l
JOIN trucks AS t ON t.id = l.truck_id
JOIN depots AS d ON d.id = t.home_depot_id
WHERE t.status <> 'retired'
  AND l.valid_until <= current_date + 60
ORDER BY l.valid_until, t.license_plate;
