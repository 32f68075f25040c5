-- One row: the measure with its definition and the titles of the sources it can come from.
-- Used by Measure.
select
    measure.*,
    (
        select list(source.title order by measure_source.preference)
        from measure_source
        inner join source using (source_id)
        where measure_source.measure_id = measure.measure_id
    ) as source_titles
from measure
where measure_id = $measure
