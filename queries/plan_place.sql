-- One row per place of a measure in a Plan x area of the home force: what is known before any month.
-- Used by Overview and every page with the Plan's table, which add the figures of the month asked
-- for. A measure without figures has its row too, with the facts that say why. Made at build time
-- because planning this join took most of a page's query time.
with
-- The home force is first among the forces.
home as (
    select area_code from area where area_type = 'force' order by area_order limit 1
),
home_area as (
    select area.*
    from area
    inner join home on area.area_code = home.area_code or area.parent_code = home.area_code
    where area.area_type in ('force', 'district')
),
theme_of as (
    select
        measure_id,
        list_sort(list(theme_id)) as themes,
    from measure_theme
    group by measure_id
),
any_figure as (
    select distinct measure_id from measure_reach where last_end is not null
)
select
    plan_measure.plan_id,
    plan_measure.priority_id,
    priority.title as priority_title,
    plan_measure.measure_id,
    plan_measure.parent_measure_id,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.scale,
    measure.aggregation,
    measure.better,
    measure.minimum_base,
    measure.source_preference,
    plan_measure.aim,
    plan_measure.baseline_label,
    plan_measure.baseline_start,
    plan_measure.baseline_end,
    home_area.area_code,
    home_area.area_name,
    home_area.area_type,
    home_area.area_order,
    reach.last_end,
    any_figure.measure_id is not null as has_figures_anywhere,
    coalesce(theme_of.themes, []) as themes,
    measure_break.breaks,
    row_number() over (
        order by
            plan_measure.plan_id,
            priority.priority_order,
            plan_measure.measure_order,
            home_area.area_order,
            plan_measure.measure_id
    ) as place_order,
from plan_measure
inner join priority using (plan_id, priority_id)
inner join measure using (measure_id)
cross join home_area
left join theme_of using (measure_id)
left join any_figure using (measure_id)
left join measure_reach as reach
    on reach.measure_id = plan_measure.measure_id and reach.area_code = home_area.area_code
left join measure_break
    on measure_break.measure_id = plan_measure.measure_id
    and measure_break.area_code = home_area.area_code
order by place_order
