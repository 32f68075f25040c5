-- One row per input file that gave figures of a measure, newest period first.
-- Used by Measure: where a figure comes from, down to its file.
select
    source_file.file_name,
    source.title as source_title,
    source.publisher,
    source.licence,
    source_file.period_start,
    source_file.period_end,
    source_file.release_date,
    source_file.loaded_at,
    source_file.is_sample,
    count(*) as figures
from measure_value
inner join source_file using (file_id)
left join source on source.source_id = source_file.source_id
where measure_value.measure_id = $measure
    and measure_value.area_code in $areas
group by all
order by source_file.period_end desc, source_file.file_name
