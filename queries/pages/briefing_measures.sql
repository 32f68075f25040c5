-- One row per measure that a briefing may speak of, with its place in the Plan where it has one.
-- Used by the briefing. `position` puts the Plan's own measures first, in its order; a measure that
-- stands under two priorities is here under the one asked for, else under the first.
with

place as (
    select distinct on (measure_id)
        measure_id,
        priority_id,
        priority.title as priority_title,
        parent_measure_id,
        aim,
        baseline_start,
        baseline_end,
        priority_order * 1000 + measure_order as position,
    from plan_measure
    inner join priority using (plan_id, priority_id)
    where plan_id = $plan
    order by
        measure_id,
        priority_id <> coalesce($priority, priority_id),
        priority_order,
        measure_order
)

select
    measure.measure_id,
    measure.title,
    measure.short_title,
    measure.topic,
    measure.definition,
    measure.unit,
    measure.decimals,
    measure.aggregation,
    measure.better,
    measure.minimum_base,
    measure.scale,
    measure.frequency,
    measure.provisional_months,
    measure.caveats,
    place.priority_id,
    place.priority_title,
    place.parent_measure_id,
    place.aim,
    place.baseline_start,
    place.baseline_end,
    coalesce(place.position, 1000000) as position,
    summary.themes,
    summary.source_titles,
    summary.last_end
from measure
inner join measure_summary as summary using (measure_id)
left join place using (measure_id)
order by coalesce(place.position, 1000000), measure.title
