-- One row per live slice, with its place among the releases of the same source, part, force and period.
-- Used to settle competing releases. Real comes before sample; then the later release date found in
-- the file, the later FOLDER and the later path (file ids follow both). `districts` counts those of
-- the force itself: a row that strayed over the border is no coverage.
select
    slice.slice_id,
    slice.file_id,
    slice.rows,
    source_file.is_sample,
    row_number() over competing as place,
    count(*) over (
        partition by
            slice.source_id, slice.part, slice.force_code, slice.period_start, slice.period_end
    ) as releases,
    first_value(slice.file_id) over competing as winner_file_id,
    (
        select count(*)
        from district
        where
            district.force_code = slice.force_code
            and list_contains(slice.districts, district.area_code)
    ) as districts,
    slice.source_id,
    slice.part,
    slice.force_code,
    slice.period_start,
    slice.period_end,
from slice
inner join source_file using (file_id)
where slice.status = 'live'
window competing as (
    partition by
        slice.source_id, slice.part, slice.force_code, slice.period_start, slice.period_end
    order by
        source_file.is_sample, source_file.release_date desc nulls last, slice.file_id desc
)
