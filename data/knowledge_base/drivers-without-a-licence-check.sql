-- Question: Which drivers are without a licence check in the last six months?
-- Description: Employed drivers whose driving licence was not looked at for six months or never, with their last check.
SELECT
    e.first_name,
    e.last_name,
    o.name AS depot,
    r.licence_number,
    max(k.checked_on) AS last_check
FROM drivers AS r
JOIN employees AS e ON e.id = r.employee_id
JOIN depots AS o ON o.id = e.depot_id
LEFT JOIN licence_checks AS k ON k.driver_id = r.id
WHERE e.left_on IS NULL
GROUP BY r.id, e.first_name, e.last_name, o.name, r.licence_number
HAVING max(k.checked_on) IS NULL
    OR max(k.checked_on) < current_date - interval '6 months'
ORDER BY last_check NULLS FIRST, r.id;
