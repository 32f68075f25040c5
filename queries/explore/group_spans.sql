-- One row per group x period of a table whose rows have periods but no known coverage.
-- Used by Explore. A row longer than the period keeps its own dates: nothing is split.
with
base as (
    select {columns}, {amount} as amount, {starts} as row_start, {ends} as row_end
    from {source}
    where {conditions}
),

placed as (
    select *, {bucket_start} as bucket_start, {bucket_end} as bucket_end
    from base
)

select
    {keys},
    case when row_end <= bucket_end then bucket_start else row_start end::date as period_start,
    case when row_end <= bucket_end then bucket_end else row_end end::date as period_end,
    count(*) as rows,
    case when count(amount) = count(*) then sum(amount) end as value,
    false as is_suppressed,
    false as is_small,
from placed
group by all
order by period_end, period_start, {keys}
limit $row_limit
