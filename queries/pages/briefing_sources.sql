-- One row per source of the figures of these measures in these areas, with its files.
-- Used by the briefing's list of sources.
select
    source_title as title,
    publisher,
    licence,
    bool_or(is_sample) as is_sample,
    list_sort(list_distinct(list(file_name))) as files,
    max(release_date) as released
from measure_file
where measure_id in $measures
    and area_code in $areas
    and first_end <= $period_end
group by source_title, publisher, licence
order by source_title
