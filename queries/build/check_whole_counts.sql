-- One row per file whose rows do not add up, or whose slices hold other than it loaded: none.
-- Used before a build is published.
with
live as (
    select
        file_id,
        sum(rows)::bigint as rows,
    from slice
    where status = 'live'
    group by file_id
)
select
    source_file.file_name,
    source_file.rows_read,
    source_file.rows_loaded,
    source_file.rows_rejected,
    source_file.rows_superseded,
    coalesce(live.rows, 0) as rows_in_slices,
from source_file
left join live using (file_id)
where
    rows_read <> rows_loaded + rows_rejected + rows_superseded
    or rows_loaded <> coalesce(live.rows, 0)
