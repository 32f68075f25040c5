-- One row per source of the figures of these measures in these areas, with its files.
-- Used by the briefing's list of sources.
select
    source.title,
    source.publisher,
    source.licence,
    bool_or(measure_value.is_sample) as is_sample,
    list_sort(list_distinct(list(source_file.file_name))) as files,
    max(source_file.release_date) as released
from measure_value
inner join source using (source_id)
inner join source_file using (file_id)
where measure_value.measure_id in $measures
    and measure_value.area_code in $areas
    and measure_value.period_end <= $period_end
group by source.title, source.publisher, source.licence
order by source.title
