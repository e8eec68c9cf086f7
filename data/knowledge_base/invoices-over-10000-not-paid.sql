-- Question: Which invoices over 10,000 are not paid?
-- Description: Invoices of more than 10,000 euros with tax that are not paid in full, with days overdue; oldest debt first.
SELECT
    i.invoice_number,
    c.name AS customer,
    i.issued_on,
    i.due_on,
    i.total_amount,
    greatest(current_date - i.due_on, 0) AS days_overdue,
    i.is_disputed
FROM invoices AS i
JOIN customers AS c ON c.id = i.customer_id
WHERE i.paid_on IS NULL
  AND i.total_amount > 10000
ORDER BY i.due_on, i.total_amount DESC, i.id;
