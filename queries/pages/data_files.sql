-- One row per input file that the build looked at, those with rows first.
-- Used by Data. `warnings` are in words, with the number of rows of each.
with

counted as (
    select file_id, warning, sum(rows)::bigint as rows
    from file_warning
    group by all
),

warned as (
    select
        file_id,
        list(
            warning || case
                when rows is null then ''
                else ' (' || format('{:,}', rows) || case rows when 1 then ' row)' else ' rows)' end
            end
            order by warning
        ) as warnings
    from counted
    group by file_id
)

select
    source_file.file_id,
    source_file.file_name,
    source_file.source_id,
    source.title as source_title,
    source_file.format_id,
    source_file.status,
    source_file.message,
    source_file.is_sample,
    source_file.release_date,
    source_file.period_start,
    source_file.period_end,
    source_file.rows_read,
    source_file.rows_loaded,
    source_file.rows_rejected,
    source_file.rows_superseded,
    source_file.sha256,
    source_file.loaded_at,
    warned.warnings
from source_file
left join source using (source_id)
left join warned using (file_id)
order by source_file.rows_read = 0, source.title nulls last, source_file.file_name
