-- Question: What was the revenue by customer last quarter?
-- Description: Sum of the invoices issued in the last full quarter, without tax, for each customer; best customer first.
SELECT
    c.name AS customer,
    c.city,
    count(*) AS invoices,
    sum(i.net_amount) AS revenue
FROM invoices AS i
JOIN customers AS c ON c.id = i.customer_id
WHERE i.issued_on >= date_trunc('quarter', now()) - interval '3 months'
  AND i.issued_on < date_trunc('quarter', now())
GROUP BY c.id, c.name, c.city
ORDER BY revenue DESC, c.id;
