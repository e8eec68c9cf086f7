-- Question: List all activities
-- Description: Every activity with truck and driver, in the order of its number; a long list for paging and export.
SELECT
    a.id,
    a.name,
    a.kind,
    a.status,
    t.license_plate,
    e.first_name || ' ' || e.last_name AS driver,
    a.started_at,
    a.finished_at,
    a.distance_km,
    a.cost,
    a.note
FROM activities AS a
JOIN trucks AS t ON t.id = a.truck_id
JOIN drivers AS r ON r.id = a.driver_id
JOIN employees AS e ON e.id = r.employee_id
ORDER BY a.id;
