-- Question: What were the maintenance costs per month?
-- Description: Cost of the workshop jobs closed in each month of the last two years, split into own and outside workshops.
SELECT
    to_char(date_trunc('month', j.closed_on), 'YYYY-MM') AS month,
    count(*) AS jobs,
    sum(j.cost) AS cost,
    coalesce(sum(j.cost) FILTER (WHERE j.mechanic_id IS NOT NULL), 0) AS own_workshop,
    coalesce(sum(j.cost) FILTER (WHERE j.mechanic_id IS NULL), 0) AS outside_workshops
FROM maintenance_jobs AS j
WHERE j.closed_on IS NOT NULL
GROUP BY date_trunc('month', j.closed_on)
ORDER BY month;
