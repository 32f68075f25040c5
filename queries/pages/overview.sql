-- One row per place of a measure in the Plan x area, with its figures against the baseline and the
-- 12 months before. Used by Overview and Measure. A measure without figures keeps its row, with the
-- facts that say why.
select
    place.* exclude (plan_id, themes, place_order),
    comparison.* exclude (
        plan_id, priority_id, measure_id, area_code, baseline_start, baseline_end, period_end
    ),
from plan_place as place
left join baseline_comparison as comparison
    on comparison.plan_id = $plan
    and comparison.period_end = $period_end
    and comparison.measure_id = place.measure_id
    and comparison.priority_id = place.priority_id
    and comparison.area_code = place.area_code
where place.plan_id = $plan
    and place.area_code in $areas
    and ($measure is null or place.measure_id = $measure)
    and ($priority is null or place.priority_id = $priority)
    and ($theme is null or list_contains(place.themes, $theme))
order by place.place_order
