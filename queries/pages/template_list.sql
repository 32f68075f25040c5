-- One row per value that a return template offers in a drop-down list, in order.
-- Used by the templates to fill in. `meaning` explains a code, and is null where none is needed.
with
home as (
    select home_force_code as force_code from build_info
),
home_area as (
    select area.area_code, area.area_name, area.area_type, area.area_order
    from area
    cross join home
    where
        area.area_code = home.force_code
        or (area.area_type = 'district' and area.parent_code = home.force_code)
),
wider_area as (
    select area.area_code, area.area_name, area.area_type, area.area_order
    from area
    cross join home
    where area.area_code = 'PEER:' || home.force_code or area.area_type = 'nation'
)
select 'force' as list_name, area_name as value, area_code as meaning, area_order as position
from home_area
where area_type = 'force'
union all
select 'district', area_name, area_code, area_order
from home_area
where area_type = 'district'
union all
select 'area', area_name, area_code, area_order
from home_area
union all
select
    'indicator_area', area_name, area_code,
    1000000 * (area_type in ('peer_group', 'nation'))::int + area_order
from (select * from home_area union all select * from wider_area)
union all
select
    'offence', offence_code, offence_name,
    row_number() over (order by offence_group, offence_code)
from offence
where not starts_with(offence_code, 'police.uk:')
union all
select 'measure', measure.title, measure.unit, row_number() over (order by measure.title)
from measure
inner join measure_source using (measure_id)
where measure_source.source_id = 'force_indicator'
union all
select 'any_measure', measure_id, title, row_number() over (order by measure_id)
from measure
union all
select 'victim_group', victim_group, null, row_number() over (order by victim_group)
from (
    select distinct item[15:] as victim_group
    from measure_item
    where source_id = 'force_satisfaction' and starts_with(item, 'satisfaction: ')
)
order by list_name, position, value
