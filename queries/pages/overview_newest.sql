-- One row per measure x area: the newest figure of any length up to the month shown.
-- Used by Overview for measures without a 12-month figure, such as surveys that come in waves.
select
    measure_id,
    area_code,
    max(period_end) as newest_end,
    arg_max(period_start, period_end) as newest_start,
    arg_max(value, period_end) as newest_value
from measure_value
where value is not null and period_end <= $period_end and area_code in $areas
group by measure_id, area_code
