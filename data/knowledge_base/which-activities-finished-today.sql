-- Question: Which activities finished today, with the trucks' license plates?
-- Description: Activities whose finish falls on the current day, each with the license plate of its truck, latest first.
SELECT
    a.id,
    a.name,
    t.license_plate,
    a.started_at,
    a.finished_at,
    a.cost
FROM activities AS a
JOIN trucks AS t ON t.id = a.truck_id
WHERE a.finished_at >= date_trunc('day', now())
  AND a.finished_at < date_trunc('day', now()) + interval '1 day'
ORDER BY a.finished_at DESC, a.id;
