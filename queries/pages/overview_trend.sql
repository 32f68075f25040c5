-- One row per measure x area of the Plan: its last five years of twelve-month values as a list.
-- Used by the small trend lines on Overview. A missing value stays in the list as null.
select
    measure_id,
    area_code,
    list(value order by period_end) as trend
from twelve_months
where area_code in $areas
    and period_end <= $period_end
    and period_end > $period_end - interval 60 month
    and measure_id in (select pm.measure_id from plan_measure as pm where pm.plan_id = $plan)
group by measure_id, area_code
