-- One row per word of the field, in the order of the alphabet.
-- Used by About.
select * from term order by lower(term)
