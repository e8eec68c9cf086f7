-- Question: Who manages each depot and how many people work there?
-- Description: Depots with their manager and the number of drivers, mechanics and all people employed there now.
SELECT
    d.name AS depot,
    m.first_name || ' ' || m.last_name AS manager,
    count(*) FILTER (WHERE e.job = 'driver') AS drivers,
    count(*) FILTER (WHERE e.job = 'mechanic') AS mechanics,
    count(*) AS people
FROM depots AS d
JOIN employees AS m ON m.id = d.manager_id
JOIN employees AS e ON e.depot_id = d.id
WHERE e.left_on IS NULL
GROUP BY d.id, d.name, m.first_name, m.last_name
ORDER BY people DESC, d.name;
