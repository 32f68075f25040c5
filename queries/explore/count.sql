-- One row: how many rows of the chosen table meet the conditions.
-- Used by Explore.
select count(*) as rows
from {source}
where {conditions}
