-- One row per place of a measure in the Plan x area: its figures for the month shown, against the
-- baseline and the 12 months before. Used by every page with rows of the Plan's table.
select * exclude (plan_id)
from plan_figure
where plan_id = $plan
    and period_end = $period_end
    and area_code in $areas
    and ($measure is null or measure_id = $measure)
