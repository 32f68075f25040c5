-- One row per place of a measure in a Plan x area of the home force x month-end: what a Plan's table
-- says for that month. Used by Overview and every page with rows of the Plan's table, which would
-- else spend most of a change of month on these joins. A measure without figures has its rows too,
-- with the newest figure before, of twelve months where it can be, and the facts that say why.
with
month_end as (
    select distinct twelve_months.period_end
    from twelve_months
    semi join plan_place using (area_code)
),
figure as (
    select
        single.measure_id,
        single.area_code,
        single.period_end,
        coalesce(whole.period_start, single.period_start) as period_start,
        coalesce(whole.value, single.value) as value,
    from measure_value as single
    left join twelve_months as whole
        on whole.measure_id = single.measure_id
        and whole.area_code = single.area_code
        and whole.period_end = single.period_end
        and whole.value is not null
    where single.value is not null
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
    place.* exclude (place_order),
    month_end.period_end,
    comparison.* exclude (
        plan_id, priority_id, measure_id, area_code, baseline_start, baseline_end, period_end
    ),
    newest.newest_start,
    newest.newest_end,
    newest.newest_value,
    place.place_order,
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
order by month_end.period_end, place.place_order
