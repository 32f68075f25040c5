-- One row per refused row, with its file, line, reason and text as found, up to $most of them.
-- Used by the download on Data; it is only run when asked for. Of these $sources, or of all files
-- where that is null.
select
    source_file.file_name as file,
    rejected_row.table_name as sheet,
    rejected_row.line,
    rejected_row.reason,
    rejected_row.row as text_as_found
from rejected_row
inner join source_file using (file_id)
where $sources is null or source_file.source_id in $sources
order by source_file.file_name, rejected_row.line
limit $most
