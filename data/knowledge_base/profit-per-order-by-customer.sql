-- Question: Which customers bring the most profit this year?
-- Description: Agreed prices of the orders delivered this year minus the own cost of their activities, best customers first.
WITH order_costs AS (
    SELECT a.order_id, sum(a.cost) AS cost
    FROM activities AS a
    WHERE a.order_id IS NOT NULL
    GROUP BY a.order_id
)
SELECT
    c.name AS customer,
    count(*) AS orders,
    sum(o.agreed_price) AS price,
    sum(k.cost) AS cost,
    sum(o.agreed_price - k.cost) AS profit
FROM orders AS o
JOIN order_costs AS k ON k.order_id = o.id
JOIN customers AS c ON c.id = o.customer_id
WHERE o.status = 'delivered'
  AND o.wanted_on >= date_trunc('year', now())
GROUP BY c.id, c.name
ORDER BY profit DESC, c.id
LIMIT 25;
