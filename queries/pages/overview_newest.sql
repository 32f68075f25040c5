-- One row per measure x area: the newest figure up to the month shown, of twelve months if it can.
-- Used by Overview for measures without a 12-month figure, such as surveys that come in waves.
with newest as (
    select
        measure_id,
        area_code,
        max(period_end) as period_end,
        arg_max(period_start, period_end) as period_start,
        arg_max(value, period_end) as value,
    from measure_value
    where value is not null and period_end <= $period_end and area_code in $areas
    group by measure_id, area_code
)
select
    measure_id,
    area_code,
    newest.period_end as newest_end,
    if(twelve_months.value is null, newest.period_start, twelve_months.period_start)
        as newest_start,
    coalesce(twelve_months.value, newest.value) as newest_value,
from newest
left join twelve_months using (measure_id, area_code, period_end)
