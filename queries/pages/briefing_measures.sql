-- One row per measure that a briefing may speak of, with its place in the Plan where it has one.
-- Used by the briefing. The Plan's own measures come first, in its order; a measure that
-- stands under two priorities is here under the one asked for, else under the first.
with

place as (
    select distinct on (measure_id)
        measure_id,
        priority_id,
        priority_title,
        parent_measure_id,
        aim,
        place_order,
    from plan_place
    where plan_id = $plan and area_type = 'force'
    order by measure_id, priority_id <> coalesce($priority, priority_id), place_order
)

select
    measure.measure_id,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.caveats,
    place.priority_id,
    place.priority_title,
    place.parent_measure_id,
    place.aim,
    summary.themes,
    summary.last_end
from measure
inner join measure_summary as summary using (measure_id)
left join place using (measure_id)
order by place.place_order nulls last, measure.title
