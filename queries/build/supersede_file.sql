-- One row per file copied from the earlier build some of whose rows a new release replaces.
-- Used by build.
update source_file
set
    rows_superseded = rows_superseded + $1,
    rows_loaded = rows_loaded - $1,
    status = case when rows_loaded = $1 then $3 else status end
where file_id = $2
