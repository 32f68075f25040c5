-- One row per place of a measure in the Plan x area, with its figures against the baseline and the
-- 12 months before. Used by Overview and Measure. A measure without figures keeps its row, with the
-- facts that say why.
with

chosen_area as (
    select area_code, area_name, area_type, area_order
    from area
    where area_code in $areas
),

place as (
    select
        plan_measure.*,
        priority.title as priority_title,
        priority.priority_order,
        measure.title,
        measure.unit,
        measure.decimals,
        measure.aggregation,
        measure.better,
        measure.minimum_base,
        measure.source_preference
    from plan_measure
    inner join priority using (plan_id, priority_id)
    inner join measure using (measure_id)
    where plan_measure.plan_id = $plan
        and ($measure is null or measure_id = $measure)
        and ($priority is null or plan_measure.priority_id = $priority)
        and (
            $theme is null
            or measure_id in (select mt.measure_id from measure_theme as mt where theme_id = $theme)
        )
),

comparison as (
    select *
    from baseline_comparison
    where plan_id = $plan and period_end = $period_end and area_code in $areas
)

select
    place.priority_id,
    place.priority_title,
    place.measure_id,
    place.parent_measure_id,
    place.title,
    place.unit,
    place.decimals,
    place.aggregation,
    place.better,
    place.minimum_base,
    place.source_preference,
    place.aim,
    place.baseline_label,
    place.baseline_start,
    place.baseline_end,
    chosen_area.area_code,
    chosen_area.area_name,
    chosen_area.area_type,
    comparison.* exclude (
        plan_id, priority_id, measure_id, area_code, baseline_start, baseline_end, period_end
    ),
    reach.last_end,
    exists(
        select 1 from measure_reach as any_reach
        where any_reach.measure_id = place.measure_id and any_reach.last_end is not null
    ) as has_figures_anywhere
from place
cross join chosen_area
left join comparison
    on comparison.measure_id = place.measure_id
    and comparison.priority_id = place.priority_id
    and comparison.area_code = chosen_area.area_code
left join measure_reach as reach
    on reach.measure_id = place.measure_id and reach.area_code = chosen_area.area_code
order by place.priority_order, place.measure_order, chosen_area.area_order
