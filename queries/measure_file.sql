-- One row per measure x area x input file that gave any of its figures: how many, and when the first
-- of them ends, with what is said of a file and its source. Used by Measure and the briefing.
select
    figure.measure_id,
    figure.area_code,
    figure.file_id,
    source_file.file_name,
    source_file.is_sample,
    source_file.release_date,
    source_file.period_start,
    source_file.period_end,
    source_file.loaded_at,
    source.title as source_title,
    source.publisher,
    source.licence,
    count(*) as figures,
    min(figure.period_end) as first_end,
from measure_value as figure
inner join source_file using (file_id)
inner join source on source.source_id = figure.source_id
group by all
order by figure.measure_id, figure.area_code, figure.file_id
