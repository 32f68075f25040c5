-- One row per place of a measure in the Plan x area x month-end from one day to another: its figures,
-- against the baseline and the 12 months before. Used by every page with rows of the Plan's table.
select * exclude (plan_id)
from plan_figure
where plan_id = $plan
    and period_end between $first and $last
    and ($area is null or area_code = $area)
    and ($measure is null or measure_id = $measure)
