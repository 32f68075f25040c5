-- One row per category of street-level incidents over the last month-end up to the month shown.
-- Used by the map on Districts.
with
latest as (
    select max(period_end) as period_end
    from small_area_twelve_months
    where period_end <= $period_end
),
counted as (
    select
        category,
        period_end,
        months_present,
        is_sample,
        sum(incidents)::bigint as incidents,
    from small_area_twelve_months
    inner join latest using (period_end)
    group by all
)
select *
from counted
order by category <> 'All crime', category <> 'Anti-social behaviour', category
