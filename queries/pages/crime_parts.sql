-- One row per smallest part of a measure.
-- Used by Crime and ASB, so that the parts shown together never count an offence twice.
select part_id as measure_id
from measure_part
where measure_id = $measure
order by title
