-- One row: the least and the greatest value of a column of the chosen table.
-- Used by Explore, for a range to choose from.
select min({column}) as least, max({column}) as greatest
from {source}
