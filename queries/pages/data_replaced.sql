-- One row per file whose rows another release replaced, and the file that replaced them.
-- Used by Data. Rows are those superseded; a file can be replaced in part.
select
    older.file_name as file_name,
    newer.file_name as replaced_by,
    slice.source_id,
    source.title as source_title,
    count(*) as periods,
    min(slice.period_start) as period_start,
    max(slice.period_end) as period_end,
    sum(slice.rows)::bigint as rows
from slice
inner join source_file as older on older.file_id = slice.file_id
left join source_file as newer on newer.file_id = slice.replaced_by
left join source on source.source_id = slice.source_id
where slice.status = 'superseded'
group by all
order by source.title, older.file_name
