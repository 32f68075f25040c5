-- One row per measure x area: its 12-month figures as a list, one for every month-end from the first
-- on, null where there is none. Used by the small trend lines of the Plan's tables.
select
    measure_id,
    area_code,
    min(period_end) as first_end,
    list(value order by period_end) as trend,
from twelve_months
group by measure_id, area_code
order by measure_id, area_code
