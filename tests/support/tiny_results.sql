create table measure_value as
select measure_id, area_code, period_start, period_end, amount as numerator,
    base as denominator, if(base is null, amount, amount / base * scale) as value, 1 as months,
    'force_crime' as source_id, true as is_sample, 'final' as status, 1 as file_id
from tiny_month inner join measure using (measure_id);

create table twelve_months as
select measure_id, area_code, (date_trunc('month', period_end) - interval 11 month)::date
        as period_start,
    period_end, n as numerator, d as denominator,
    case when c = 12 then if(d is null, n, n / d * scale) end as value,
    source_id, is_sample, 'final' as status, c::integer as months_present, 'computed' as basis,
    if(c < 12, 'Only ' || c || ' of its 12 months have figures.', null) as missing_because
from (
    select *, sum(numerator) over w as n, sum(denominator) over w as d, count(*) over w as c
    from measure_value
    window w as (
        partition by measure_id, area_code order by period_end rows 11 preceding
    )
) inner join measure using (measure_id);

create table baseline_comparison as
with sides as (
    select pm.plan_id, pm.priority_id, now.measure_id, now.area_code, now.period_start,
        now.period_end, now.value, now.numerator, now.denominator, now.is_sample, now.status,
        before.value as previous_value, base.value as baseline_value,
        pm.baseline_start, pm.baseline_end, now.source_id, base.source_id as baseline_source_id,
        pm.aim, measure.unit, coalesce(base.value, before.value) as other
    from plan_measure as pm
    inner join twelve_months as now using (measure_id)
    inner join measure using (measure_id)
    left join twelve_months as before
        on before.measure_id = now.measure_id and before.area_code = now.area_code
        and before.period_end = last_day(now.period_end - interval 12 month)
    left join twelve_months as base
        on base.measure_id = now.measure_id and base.area_code = now.area_code
        and base.period_end = pm.baseline_end
)
select *,
    if(unit = '%', null, value - previous_value) as change_on_previous,
    if(unit = '%', null, value - baseline_value) as change_on_baseline,
    if(unit = '%', null, (value / nullif(previous_value, 0) - 1) * 100)
        as percent_change_on_previous,
    if(unit = '%', null, (value / nullif(baseline_value, 0) - 1) * 100)
        as percent_change_on_baseline,
    if(unit = '%', value - previous_value, null) as point_change_on_previous,
    if(unit = '%', value - baseline_value, null) as point_change_on_baseline,
    case when value > other then 'up' when value < other then 'down' else 'level' end
        as direction,
    case
        when aim = 'monitor' or other is null or measure_id = 'asb_incidents' then 'not judged'
        when abs(value - other) < 0.01 * other then 'no clear change'
        when (value > other) = (aim = 'increase') then 'better'
        else 'worse'
    end as verdict,
    case
        when measure_id = 'asb_incidents'
            then 'Incidents with an element of crime began to be logged as crimes.'
        when other is null then 'There is no comparison value.'
    end as caveat,
    if(measure_id = 'asb_incidents', 'Recording changed.', null) as baseline_break,
    null::varchar as previous_break,
    case when baseline_value is not null then 'baseline' when previous_value is not null then 'previous' end
        as judged_on,
    null::double as lower_limit,
    null::double as upper_limit,
    case
        when other is null then null
        when measure_id = 'asb_incidents' then 'recording changed'
        when abs(value - other) < 0.01 * other then 'no clear change'
        when value > other then 'higher'
        else 'lower'
    end as finding
from sides;

create table measure_reach as
select measure_id, area_code, min(period_end) filter (where value is not null) as first_end,
    max(period_end) filter (where value is not null) as last_end
from twelve_months group by all;

create table control_chart as
select measure_id, area_code, 1 as segment, period_start, period_end, value,
    value as adjusted_value, avg(value) over w * 0.8 as lower_limit,
    avg(value) over w as centre, avg(value) over w * 1.2 as upper_limit, 1.0 as seasonal_factor,
    false as is_seasonally_adjusted, false as is_trial, status,
    min(period_start) over w as segment_start, count(*) over w as points
from measure_value
window w as (partition by measure_id, area_code);

create table signal as
select measure_id, area_code, period_end, 'Outside the limits' as rule, value,
    value * 0.5 as lower_limit, value * 0.7 as centre, value * 0.9 as upper_limit,
    false as improvement, true as is_high, period_end as since
from measure_value
where measure_id = 'knife_crime' and period_end = date '2022-07-31';

create table reconciliation as
select pf.* exclude (value), pf.value as published, t.value as computed,
    t.value - pf.value as difference, abs(t.value - pf.value) < 0.5 as agrees
from published_figure as pf
inner join twelve_months as t using (measure_id, area_code, period_end);

drop table tiny_month;
