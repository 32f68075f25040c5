-- One row per group of the chosen table: the number of rows, or a sum over them.
-- Used by Explore where there is no period to group by. A sum over unknown amounts is unknown.
-- `first_day` and `last_day` are those of the rows, null where the table has no dates.
with
base as (
    select {columns}, {amount} as amount, {starts} as row_start, {ends} as row_end
    from {source}
    where {conditions}
)

select
    {keys},
    count(*) as rows,
    case when count(amount) = count(*) then sum(amount) end as value,
    false as is_suppressed,
    false as is_small,
    min(row_start)::date as first_day,
    max(row_end)::date as last_day,
from base
group by all
order by all
limit $row_limit
