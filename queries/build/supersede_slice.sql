-- One row per slice that another release replaces, with the file that does.
-- Used to settle competing releases.
update slice
set
    status = 'superseded',
    replaced_by = replaced.file_id
from (
    select
        unnest($1::integer[]) as slice_id,
        unnest($2::integer[]) as file_id,
) as replaced
where slice.slice_id = replaced.slice_id
