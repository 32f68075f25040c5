-- One row: who publishes the figures, whom to ask, and how to challenge one.
-- Used on the cover of every workbook.
select publisher, name, organisation, challenge, email, web from contact
