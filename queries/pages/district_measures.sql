-- One row per measure that can be chosen on Districts: those of the Plan, narrowed by priority and
-- theme, in its order, then (with nothing narrowed) those of no Plan that only open data give.
-- Used by Districts. `has_figures`: some district has a 12-month figure for the month shown.
with
placed as (
    select measure_id, min(place_order) as position,
    from plan_place
    where plan_id = $plan
        and area_type = 'force'
        and ($priority is null or priority_id = $priority)
        and ($theme is null or list_contains(themes, $theme))
    group by measure_id
),
present as (
    select
        measure_id,
        max(period_end) as last_end,
        bool_or(period_end = $period_end) as has_figures,
    from twelve_months
    where area_code in $areas and value is not null and period_end <= $period_end
    group by measure_id
)
select
    measure_id,
    measure.title,
    measure.topic,
    measure.unit,
    placed.position is not null as is_in_plan,
    present.last_end,
    coalesce(present.has_figures, false) as has_figures,
from measure
left join placed using (measure_id)
left join present using (measure_id)
where placed.position is not null
    or ($priority is null and $theme is null and present.measure_id is not null)
order by placed.position nulls last, measure.title
