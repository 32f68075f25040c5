-- One row per source: its files, months, rows and refused rows.
-- Used by `info`.
select
    source.title,
    count(*) as files,
    sum(source_file.rows_loaded)::bigint as rows_loaded,
    sum(source_file.rows_rejected)::bigint as rows_rejected,
    min(source_file.period_start) as first_day,
    max(source_file.period_end) as last_day,
    bool_or(source_file.is_sample) as is_sample,
from source_file
inner join source using (source_id)
where source_file.status <> 'unrecognised'
group by source.title
order by source.title
