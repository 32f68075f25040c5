-- One row per live slice, with its place among the releases of the same source, part, force and period.
-- Used to settle competing releases. Real comes before sample; then the later release date found in
-- the file, the later FOLDER and the later path (file ids follow both); among whole tables of one
-- file, the one with most districts, then the later. `districts` counts those of the force itself:
-- a row that strayed over the border is no coverage.
with
live as (
    select
        slice.*,
        source_file.is_sample,
        source_file.release_date,
        (
            select count(*)
            from district
            where
                district.force_code = slice.force_code
                and list_contains(slice.districts, district.area_code)
        ) as own_districts,
    from slice
    inner join source_file using (file_id)
    where slice.status = 'live'
)
select
    slice_id,
    file_id,
    rows,
    is_sample,
    row_number() over competing as place,
    count(*) over (
        partition by source_id, part, force_code, period_start, period_end
    ) as releases,
    first_value(file_id) over competing as winner_file_id,
    own_districts as districts,
    source_id,
    part,
    force_code,
    period_start,
    period_end,
from live
window competing as (
    partition by source_id, part, force_code, period_start, period_end
    order by
        is_sample, release_date desc nulls last, file_id desc, own_districts desc, table_place desc
)
