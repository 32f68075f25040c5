-- One row per row of the chosen table that meets the conditions, a page at a time.
-- Used by Explore. Pieces in braces are put in by pcp_data/explore/statement.py.
select {columns}
from {source}
where {conditions}
limit $row_limit offset $row_offset
