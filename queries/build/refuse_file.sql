-- One row per file copied from the earlier build that would replace one with more districts.
-- Used by build.
update source_file
set
    rows_rejected = rows_read,
    rows_superseded = 0,
    rows_loaded = 0,
    status = 'refused',
    message = concat_ws(chr(10), message, $1)
where file_id = $2
