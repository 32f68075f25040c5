-- One row per small area (LSOA) of the home force's districts with its mean street-level point.
-- Used by the map on Districts where no boundaries were supplied. Published points are snapped to
-- nearby places, so this is where the area's incidents were shown, not its middle.
with
-- The home force is first among the forces.
home as (
    select area_code as force_code from area where area_type = 'force' order by area_order limit 1
),
point as (
    select
        lsoa_code,
        sum(longitude_sum) / sum(points) as longitude,
        sum(latitude_sum) / sum(points) as latitude,
        sum(points)::bigint as points,
    from place
    group by lsoa_code
),
-- LSOAs of 2021 are not in the look-up: the data say in which district they lie.
placed as (
    select lsoa_code, area_code from crime where lsoa_code is not null and area_code is not null
    union
    select lsoa_code, area_code from asb where lsoa_code is not null and area_code is not null
    union
    -- Where boundaries were supplied, an area without any incident is drawn too.
    select lsoa_code, lsoa_district.area_code
    from lsoa_district
    inner join boundary on boundary.area_code = lsoa_district.lsoa_code
)
select
    placed.lsoa_code,
    coalesce(lsoa_district.lsoa_name, placed.lsoa_code) as lsoa_name,
    placed.area_code,
    point.longitude,
    point.latitude,
    point.points,
from placed
inner join district using (area_code)
semi join home on home.force_code = district.force_code
left join lsoa_district using (lsoa_code)
left join point using (lsoa_code)
order by placed.area_code, placed.lsoa_code
