-- One row per source and kind (made up or real) that files were read from.
-- Used by the command `info`. Files of no known kind have no source and come last.
select
    source.title,
    source_file.is_sample,
    count(*) as files,
    count(*) filter (where source_file.status = 'refused') as files_refused,
    min(source_file.period_start) as period_start,
    max(source_file.period_end) as period_end,
    sum(source_file.rows_read)::bigint as rows_read,
    sum(source_file.rows_loaded)::bigint as rows_loaded,
    sum(source_file.rows_rejected)::bigint as rows_rejected,
    sum(source_file.rows_superseded)::bigint as rows_superseded
from source_file
left join source using (source_id)
group by source.title, source_file.is_sample
order by source.title nulls last, source_file.is_sample
