-- One row per point of a control chart, with the rule it meets, if any, and all that What changed and
-- the briefing say of it: made at build time, as these joins took most of their time. Limits are
-- those of the value as recorded (times the factor of the season). `next_end` is the point after it;
-- `trend` the last 24 months of a point that meets a rule, and null for the rest.
with
trend as (
    select
        signal.measure_id,
        signal.area_code,
        signal.period_end,
        list(chart.value order by chart.period_end) as trend,
    from signal
    inner join control_chart as chart
        on chart.measure_id = signal.measure_id
        and chart.area_code = signal.area_code
        and chart.period_end <= signal.period_end
        and chart.period_end > signal.period_end - interval 24 month
    group by signal.measure_id, signal.area_code, signal.period_end
)
select
    chart.measure_id,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.better,
    measure.topic,
    measure.measure_id not in (select plan_measure.measure_id from plan_measure) as is_in_no_plan,
    chart.area_code,
    area.area_name,
    area.area_order,
    chart.period_end,
    lead(chart.period_end) over (
        partition by chart.measure_id, chart.area_code order by chart.period_end
    ) as next_end,
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
    signal.improvement,
    signal.since,
    trend.trend,
from control_chart as chart
inner join measure using (measure_id)
inner join area using (area_code)
left join signal using (measure_id, area_code, period_end)
left join trend using (measure_id, area_code, period_end)
order by chart.area_code, measure.title, chart.period_end
