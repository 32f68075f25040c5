-- One row per accepted staged row, with the slice it belongs to.
-- Used by the load_*.sql files and by the plain insert into a table of like columns.
select
    staged.*,
    slice.slice_id,
    slice.source_id,
from staged
inner join (select number, table_place from batch_table) as batch using (number)
inner join slice
    using (file_id, table_place, part, force_code, period_start, period_end)
where
    staged.reason is null
    and slice.source_id = (select any_value(source_id) from batch_table)
