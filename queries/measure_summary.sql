-- One row per measure: its themes, the titles of the sources it can come from, best first, and the
-- last month-end with a whole 12 months for the home force. Used by Measure and the briefing.
with
-- The home force is first among the forces.
home as (
    select area_code from area where area_type = 'force' order by area_order limit 1
),
theme_of as (
    select measure_id, list(theme_id order by theme_id) as themes,
    from measure_theme
    group by measure_id
),
source_of as (
    select
        measure_source.measure_id,
        list(source.title order by measure_source.preference) as source_titles,
    from measure_source
    inner join source using (source_id)
    group by measure_source.measure_id
),
reach as (
    select measure_id, last_end
    from measure_reach
    semi join home using (area_code)
)
select
    measure.measure_id,
    theme_of.themes,
    source_of.source_titles,
    reach.last_end,
from measure
left join theme_of using (measure_id)
left join source_of using (measure_id)
left join reach using (measure_id)
order by measure.measure_id
