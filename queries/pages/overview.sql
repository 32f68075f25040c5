-- One row per place of a measure in the Plan x area, with its figures against the baseline and the
-- 12 months before. Used by every page with rows of the Plan's table. A measure without figures
-- keeps its row, with the newest figure before and the facts that say why.
select * exclude (plan_id, period_end, themes, place_order)
from plan_figure
where plan_id = $plan
    and period_end = $period_end
    and area_code in $areas
    and ($measure is null or measure_id = $measure)
    and ($priority is null or priority_id = $priority)
    and ($theme is null or list_contains(themes, $theme))
order by place_order
