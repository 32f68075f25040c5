-- One row per group of the chosen table: the number of rows, or a sum over them.
-- Used by Explore where there is no period to group by. A sum over unknown amounts is unknown.
with
base as (
    select {columns}, {amount} as amount
    from {source}
    where {conditions}
)

select
    {keys},
    count(*) as rows,
    case when count(amount) = count(*) then sum(amount) end as value,
    false as is_suppressed,
from base
group by all
order by all
limit $row_limit
