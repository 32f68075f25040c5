-- One row per small area (LSOA) of the districts asked for, with its incidents over 12 months.
-- Used by the map on Districts. Counts of 1 to 4 are withheld (`is_few`): the page shows a band.
select
    small_area.lsoa_code,
    small_area.lsoa_name,
    small_area.area_code,
    area.area_name as district,
    small_area.longitude,
    small_area.latitude,
    case when counted.incidents is null then 0 when counted.incidents >= 5 then counted.incidents end
        as incidents,
    coalesce(counted.incidents between 1 and 4, false) as is_few,
    boundary.geometry,
from small_area
inner join area on area.area_code = small_area.area_code
left join small_area_twelve_months as counted
    on counted.lsoa_code = small_area.lsoa_code
    and counted.area_code = small_area.area_code
    and counted.category = $category
    and counted.period_end = $period_end
left join boundary on boundary.area_code = small_area.lsoa_code
where small_area.area_code in $areas
order by counted.incidents desc nulls last, small_area.lsoa_name
