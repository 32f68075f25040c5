-- One row per file and thing worth knowing: the warning, its number of rows, and where it holds
-- for a part of the file only the sheet or the member of the ZIP.
-- Used by check and build for what they say of each file.
select
    file_warning.file_id,
    nullif(file_warning.table_name, source_file.file_name) as table_name,
    file_warning.warning,
    file_warning.rows
from file_warning
inner join source_file using (file_id)
order by file_warning.file_id, file_warning.table_name, file_warning.warning
