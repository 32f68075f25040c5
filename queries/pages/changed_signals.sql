-- One row per measure x area with a control chart that reaches into the last 12 months, at its
-- latest month not after the one shown; `rule` is null where that month is not unusual.
-- Used by What changed and the briefing. A measure that the Plan only monitors has no better
-- direction. $also are measures wanted though the Plan has them not.
with in_plan as (
    select measure_id, bool_and(aim = 'monitor') as is_monitored,
    from plan_place
    where plan_id = $plan and area_type = 'force'
        and ($priority is null or priority_id = $priority)
        and ($theme is null or list_contains(themes, $theme))
    group by measure_id
)
select
    point.* exclude (next_end, improvement, is_in_no_plan),
    in_plan.measure_id is not null as is_in_plan,
    case when in_plan.is_monitored is not true then point.improvement end as improvement,
from chart_point as point
left join in_plan using (measure_id)
where point.area_code in $areas
    and point.period_end <= $period_end
    and point.period_end > $period_end - interval 12 month
    and (point.next_end is null or point.next_end > $period_end)
    and (
        in_plan.measure_id is not null
        or list_contains($also, measure_id)
        or ($priority is null and $theme is null and point.is_in_no_plan)
    )
order by point.area_order, point.title
