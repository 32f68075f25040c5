-- One row per measure that can be chosen on Districts: those of the Plan, narrowed by priority and
-- theme, in its order, then (with nothing narrowed) those of no Plan that only open data give.
-- Used by Districts. `has_figures`: some district has a 12-month figure for the month shown.
with
placed as (
    select
        plan_measure.measure_id,
        min(priority.priority_order * 1000 + plan_measure.measure_order) as position,
    from plan_measure
    inner join priority using (plan_id, priority_id)
    where plan_measure.plan_id = $plan
        and ($priority is null or plan_measure.priority_id = $priority)
        and (
            $theme is null
            or plan_measure.measure_id in (
                select mt.measure_id from measure_theme as mt where mt.theme_id = $theme
            )
        )
    group by all
),
offered as (
    select * from placed
    union all
    select measure_id, 1000000 + row_number() over (order by title)
    from measure
    where $priority is null
        and $theme is null
        and measure_id not in (select placed.measure_id from placed)
),
present as (
    select
        measure_id,
        max(period_end) as last_end,
        bool_or(period_end = $period_end) as has_figures,
    from twelve_months
    where area_code in $areas and value is not null and period_end <= $period_end
    group by all
)
select
    offered.measure_id,
    measure.title,
    measure.topic,
    measure.unit,
    offered.position < 1000000 as is_in_plan,
    present.last_end,
    coalesce(present.has_figures, false) as has_figures,
from offered
inner join measure using (measure_id)
left join present using (measure_id)
where offered.position < 1000000 or present.measure_id is not null
order by offered.position
