-- One row per file refused whole for what another covers: the rows that have no entry of their own.
-- Used by build, so that every refused row is accounted for on the Data page.
insert into rejected_row by name
select
    source_file.file_id,
    null as table_name,
    null as line,
    'The whole file was refused: ' || $reason as reason,
    null as row,
    source_file.rows_read - coalesce(known.rows, 0) as rows,
from source_file
left join (
    select file_id, sum(rows) as rows from rejected_row group by file_id
) as known using (file_id)
where source_file.file_id = $file_id and source_file.rows_read > coalesce(known.rows, 0)
