-- One row per value of a column of the chosen table, most frequent first.
-- Used by Explore, for the list to choose from.
select {column}::varchar as value, count(*) as rows
from {source}
group by all
order by rows desc, value
limit $row_limit
