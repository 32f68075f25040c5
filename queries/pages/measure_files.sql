-- One row per input file that gave figures of a measure, newest period first.
-- Used by Measure: where a figure comes from, down to its file.
select
    file_name,
    source_title,
    publisher,
    licence,
    period_start,
    period_end,
    release_date,
    loaded_at,
    is_sample,
    sum(figures)::bigint as figures
from measure_file
where measure_id = $measure and area_code in $areas
group by all
order by period_end desc, file_name
