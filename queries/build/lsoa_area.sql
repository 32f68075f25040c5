-- One row per small area that the data name, added to the areas.
-- Used by the map and Explore.
insert into area
select
    lsoa_district.lsoa_code as area_code,
    lsoa_district.lsoa_name as area_name,
    'lsoa' as area_type,
    lsoa_district.area_code as parent_code,
    100000 as area_order,
from lsoa_district
semi join place using (lsoa_code)
