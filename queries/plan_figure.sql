-- One row per place of a measure in a Plan x area of the home force x month-end: what a Plan's table
-- says for that month. Used by Overview and every page with rows of the Plan's table, beside the view
-- plan_place; made at build time because these joins took most of a change of month. A place without
-- figures has its rows too. `newest_…` is the last figure known by then, of twelve months if it can.
with
month_end as (
    select distinct twelve_months.period_end
    from twelve_months
    semi join plan_place using (area_code)
),
-- Alone, a share of too few people asked is not shown.
single as (
    select measure_value.*
    from measure_value
    inner join measure using (measure_id)
    where value is not null and coalesce(denominator >= hide_below_base, true)
),
figure as (
    -- Ready figures of 12 months may overlap: those of no single series are known too.
    select
        measure_id,
        area_code,
        period_end,
        coalesce(whole.period_start, single.period_start) as period_start,
        coalesce(whole.value, single.value) as value,
    from single
    full join (select * from twelve_months where value is not null) as whole
        using (measure_id, area_code, period_end)
),
newest as (
    select
        reach.measure_id,
        reach.area_code,
        month_end.period_end,
        figure.period_start as newest_start,
        figure.period_end as newest_end,
        figure.value as newest_value,
    from measure_reach as reach
    cross join month_end
    asof inner join figure
        on figure.measure_id = reach.measure_id
        and figure.area_code = reach.area_code
        and figure.period_end <= month_end.period_end
)
select
    place.plan_id,
    place.priority_id,
    place.measure_id,
    place.area_code,
    month_end.period_end,
    comparison.period_start,
    comparison.value,
    comparison.numerator,
    comparison.denominator,
    comparison.previous_value,
    comparison.change_on_previous,
    comparison.percent_change_on_previous,
    comparison.point_change_on_previous,
    comparison.baseline_value,
    comparison.change_on_baseline,
    comparison.percent_change_on_baseline,
    comparison.point_change_on_baseline,
    comparison.baseline_break,
    comparison.previous_break,
    comparison.judged_on,
    comparison.lower_limit,
    comparison.upper_limit,
    comparison.finding,
    comparison.source_id,
    comparison.is_sample,
    comparison.status,
    comparison.verdict,
    comparison.caveat,
    newest.newest_start,
    newest.newest_end,
    newest.newest_value,
from plan_place as place
cross join month_end
left join baseline_comparison as comparison
    on comparison.plan_id = place.plan_id
    and comparison.priority_id = place.priority_id
    and comparison.measure_id = place.measure_id
    and comparison.area_code = place.area_code
    and comparison.period_end = month_end.period_end
left join newest
    on newest.measure_id = place.measure_id
    and newest.area_code = place.area_code
    and newest.period_end = month_end.period_end
order by place.plan_id, place.area_code, month_end.period_end, place.place_order
