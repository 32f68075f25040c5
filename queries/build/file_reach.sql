-- One row per file with slices: the forces and the period that its rows are of.
-- Used by build to say in source_file what each file covers.
update source_file
set
    force_codes = reach.force_codes,
    period_start = reach.period_start,
    period_end = reach.period_end
from (
    select
        file_id,
        -- People whose collision is not known yet belong to no force that can be named.
        list_sort(list(distinct force_code) filter (where force_code <> '*')) as force_codes,
        min(period_start) as period_start,
        max(period_end) as period_end,
    from slice
    -- Boundaries are of no force and no period.
    where source_id <> 'boundaries'
    group by file_id
) as reach
where source_file.file_id = reach.file_id
