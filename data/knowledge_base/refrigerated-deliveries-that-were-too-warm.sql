-- Question: Which refrigerated deliveries were warmer than 7 degrees last month?
-- Description: Reads the temperature out of the details of last month's deliveries and shows who signed for the goods.
SELECT
    a.id,
    a.name,
    t.license_plate,
    a.finished_at,
    (a.details ->> 'temperature')::numeric AS temperature,
    a.details ->> 'signed_by' AS signed_by
FROM activities AS a
JOIN trucks AS t ON t.id = a.truck_id
WHERE a.finished_at >= date_trunc('month', now()) - interval '1 month'
  AND a.finished_at < date_trunc('month', now())
  AND (a.details ->> 'temperature')::numeric > 7
ORDER BY temperature DESC, a.id;
