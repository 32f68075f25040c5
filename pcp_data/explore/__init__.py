"""Any table of the database: a question that a link can hold, and the statement that answers it."""
