-- Question: How many activities were late per depot in the last 30 days?
-- Description: An activity is late when it finished after it was due. Shows the share of late ones and the average delay.
SELECT
    d.name AS depot,
    count(*) AS finished,
    count(*) FILTER (WHERE a.finished_at > a.due_at) AS late,
    round(100.0 * count(*) FILTER (WHERE a.finished_at > a.due_at) / count(*), 1) AS late_percent,
    round(extract(epoch FROM avg(a.finished_at - a.due_at) FILTER (WHERE a.finished_at > a.due_at)) / 60)
        AS average_delay_minutes
FROM activities AS a
JOIN depots AS d ON d.id = a.depot_id
WHERE a.finished_at >= now() - interval '30 days'
GROUP BY d.id, d.name
ORDER BY late_percent DESC, d.name;
