-- Question: Which activities are overdue and not finished yet?
-- Description: Activities that should be finished by now but are not, with truck, driver and depot; longest overdue first.
SELECT
    a.id,
    a.name,
    a.status,
    t.license_plate,
    e.first_name || ' ' || e.last_name AS driver,
    d.name AS depot,
    a.due_at
FROM activities AS a
JOIN trucks AS t ON t.id = a.truck_id
JOIN drivers AS r ON r.id = a.driver_id
JOIN employees AS e ON e.id = r.employee_id
JOIN depots AS d ON d.id = a.depot_id
WHERE a.finished_at IS NULL
  AND a.status IN ('planned', 'running')
  AND a.due_at < now()
ORDER BY a.due_at, a.id;
