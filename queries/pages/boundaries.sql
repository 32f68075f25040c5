-- One row per area asked for that has a boundary, as GeoJSON.
-- Used by the maps on Districts.
select area_code, geometry
from boundary
where area_code in $areas
