-- One row per slice that an earlier table of the same file began and this one goes on with.
-- Used by loading, before new slices are made: a slice is a file's, not a sheet's, but where each
-- table is whole (then `table_place` tells them apart).
update slice
set
    districts = list_sort(list_distinct(list_concat(slice.districts, found.districts))),
    rows = slice.rows + found.rows
from (
    select
        staged.file_id,
        batch_table.table_place,
        part,
        force_code,
        period_start,
        period_end,
        coalesce(list(distinct district) filter (where district is not null), []) as districts,
        sum(rows)::bigint as rows,
    from staged
    inner join batch_table using (number)
    where reason is null
    group by all
) as found
where
    slice.source_id = (select any_value(source_id) from batch_table)
    and slice.file_id = found.file_id
    and slice.table_place = found.table_place
    and slice.part = found.part
    and slice.force_code = found.force_code
    and slice.period_start = found.period_start
    and slice.period_end = found.period_end
