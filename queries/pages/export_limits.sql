-- One row per month of the measures in the areas that has control limits, up to the month shown.
-- Used by the workbooks of Measure and What changed: the figures behind the control charts. Limits
-- stand beside the value as recorded; `rule` is null where the month is not unusual.
select
    chart.measure_id,
    chart.area_code,
    measure.title,
    measure.unit,
    measure.decimals,
    area.area_name,
    chart.period_start,
    chart.period_end,
    chart.value,
    chart.lower_limit * coalesce(chart.seasonal_factor, 1) as lower_limit,
    chart.centre * coalesce(chart.seasonal_factor, 1) as centre,
    chart.upper_limit * coalesce(chart.seasonal_factor, 1) as upper_limit,
    chart.is_seasonally_adjusted,
    chart.is_trial,
    chart.status,
    measure_value.denominator,
    signal.rule
from control_chart as chart
inner join measure on measure.measure_id = chart.measure_id
inner join area on area.area_code = chart.area_code
left join measure_value
    on measure_value.measure_id = chart.measure_id
    and measure_value.area_code = chart.area_code
    and measure_value.period_start = chart.period_start
    and measure_value.period_end = chart.period_end
left join signal
    on signal.measure_id = chart.measure_id
    and signal.area_code = chart.area_code
    and signal.period_end = chart.period_end
where chart.measure_id in $measures
    and chart.area_code in $areas
    and chart.period_end <= $period_end
order by measure.title, area.area_order, chart.period_end
