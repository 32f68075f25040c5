-- One row per thing that can be chosen in the filter bar, of each kind, in the order shown.
-- Used by the filter bar. `parent` is the Plan of a priority or theme.
with

plans as (
    select 'plan' as kind, plan_id as id, title, null as parent, plan_order as position
    from plan
),

priorities as (
    select 'priority', priority_id, title, plan_id, priority_order
    from priority
    where kind in ('priority', 'outcome', 'theme', 'other')
        and priority_id in (
            select pm.priority_id from plan_measure as pm where pm.plan_id = priority.plan_id
        )
),

themes as (
    select 'theme', theme_id, theme.title, plan_theme.plan_id, theme.theme_order
    from theme
    inner join plan_theme using (theme_id)
),

districts as (
    select 'district', area_code, area_name, null, area_order
    from area
    where area_type = 'district'
        and parent_code = (select home_force_code from build_info)
),

home as (
    select 'home', home_force_code, home_force_name, default_plan_id, 0
    from build_info
),

measures as (
    select 'measure', measure_id, title, null, row_number() over (order by title)
    from measure
),

months as (
    select distinct
        'month', strftime(period_end, '%Y-%m'), null, null, -epoch(period_end)
    from twelve_months
    where period_end <= (select last_day(latest_month) from build_info)
        and area_code = (select home_force_code from build_info)
),

final as (
    select * from plans
    union all select * from priorities
    union all select * from themes
    union all select * from districts
    union all select * from home
    union all select * from measures
    union all select * from months
)

select * from final order by kind, parent, position
