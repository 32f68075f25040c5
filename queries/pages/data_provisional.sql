-- One row per source x measure with provisional figures of the home force: the first and last day.
-- Used by Data, to say which months of a source may still change.
select
    source_id,
    measure_id,
    min(period_start) as provisional_from,
    max(period_end) as provisional_to
from measure_value
where status = 'provisional'
    and area_code = (select home_force_code from build_info)
group by source_id, measure_id
order by source_id, measure_id
