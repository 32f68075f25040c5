-- One row per measure x area with a control chart that reaches into the last 12 months, at its
-- latest month not after the one shown; `rule` is null where that month is not unusual.
-- Used by What changed. Limits are those of the value as recorded (times the factor of the season).
-- A measure that the Plan only monitors has no better direction. `trend` is the last 24 months of
-- what is unusual, and null for the rest. $also are measures wanted though the Plan has them not.
with

in_plan as (
    select measure_id, bool_and(aim = 'monitor') as is_monitored,
    from plan_measure
    where plan_id = $plan
        and ($priority is null or priority_id = $priority)
        and (
            $theme is null
            or measure_id in (select mt.measure_id from measure_theme as mt where theme_id = $theme)
        )
    group by measure_id
),

chosen as (
    select measure_id, true as is_in_plan, is_monitored from in_plan
    union all
    select measure_id, false, false
    from measure
    where measure_id not in (select in_plan.measure_id from in_plan)
        and (
            list_contains($also, measure_id)
            or (
                $priority is null and $theme is null
                and measure_id not in (select pm.measure_id from plan_measure as pm)
            )
        )
),

latest as (
    select measure_id, area_code, max(period_end) as period_end
    from control_chart
    where area_code in $areas
        and measure_id in (select chosen.measure_id from chosen)
        and period_end <= $period_end
        and period_end > $period_end - interval 12 month
    group by measure_id, area_code
),

trend as (
    select
        chart.measure_id,
        chart.area_code,
        list(chart.value order by chart.period_end) as trend
    from latest
    inner join signal using (measure_id, area_code, period_end)
    inner join control_chart as chart
        on chart.measure_id = latest.measure_id
        and chart.area_code = latest.area_code
        and chart.period_end <= latest.period_end
        and chart.period_end > latest.period_end - interval 24 month
    group by all
)

select
    measure_id,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.better,
    measure.topic,
    chosen.is_in_plan,
    area_code,
    area.area_name,
    area.area_order,
    period_end,
    chart.value,
    chart.lower_limit * chart.seasonal_factor as lower_limit,
    chart.centre * chart.seasonal_factor as centre,
    chart.upper_limit * chart.seasonal_factor as upper_limit,
    chart.is_seasonally_adjusted,
    chart.is_trial,
    chart.status,
    chart.segment_start,
    chart.points,
    abs(chart.adjusted_value - chart.centre) / nullif(chart.upper_limit - chart.centre, 0)
        as distance,
    signal.rule,
    signal.is_high,
    case when not chosen.is_monitored then signal.improvement end as improvement,
    signal.since,
    trend.trend
from latest
inner join control_chart as chart using (measure_id, area_code, period_end)
inner join chosen using (measure_id)
inner join measure using (measure_id)
inner join area using (area_code)
left join signal using (measure_id, area_code, period_end)
left join trend using (measure_id, area_code)
order by area.area_order, measure.title
