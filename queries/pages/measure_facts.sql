-- One row: the measure with its definition and the titles of the sources it can come from.
-- Used by Measure.
select
    measure.*,
    summary.source_titles
from measure
inner join measure_summary as summary using (measure_id)
where measure_id = $measure
