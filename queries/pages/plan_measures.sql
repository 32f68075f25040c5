-- One row per measure of a Plan, narrowed by priority and theme, in the Plan's order.
-- Used for the choice of measure. `has_figures` says whether anything is loaded for it.
select
    measure_id,
    measure.title,
    min(priority.priority_order * 1000 + plan_measure.measure_order) as position,
    bool_or(
        measure_id in (
            select reach.measure_id from measure_reach as reach where reach.last_end is not null
        )
    ) as has_figures
from plan_measure
inner join priority using (plan_id, priority_id)
inner join measure using (measure_id)
where plan_id = $plan
    and ($priority is null or priority_id = $priority)
    and (
        $theme is null
        or measure_id in (select mt.measure_id from measure_theme as mt where theme_id = $theme)
    )
group by measure_id, measure.title
order by position
