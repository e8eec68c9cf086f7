-- Question: How late are our deliveries on each weekday?
-- Description: Median and 95th percentile of the minutes between due and finished for deliveries of the last year; negative is early.
SELECT
    to_char(a.due_at, 'FMDay') AS weekday,
    count(*) AS deliveries,
    round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.finished_at - a.due_at) / 60)::numeric, 1)
        AS median_minutes,
    round(percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM a.finished_at - a.due_at) / 60)::numeric, 1)
        AS minutes_95_percent
FROM activities AS a
WHERE a.kind = 'delivery'
  AND a.finished_at >= now() - interval '1 year'
GROUP BY extract(isodow FROM a.due_at), to_char(a.due_at, 'FMDay')
ORDER BY extract(isodow FROM a.due_at);
