-- One row: who publishes the figures, whom to ask, and how to challenge one.
-- Used by About.
select * from contact
