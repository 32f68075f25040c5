-- One row per source of data, with what is loaded of it and to when for the home force.
-- Used by Data. `last_period` is that of the home force where it has any, else of all that is
-- loaded; it says from when on the next release can be due.
with

home as (
    select home_force_code as force_code from build_info
),

live as (
    select
        slice.source_id,
        min(slice.period_start) as first_of_all,
        max(slice.period_end) as last_of_all,
        min(slice.period_start) filter (slice.force_code = home.force_code) as first_of_home,
        max(slice.period_end) filter (slice.force_code = home.force_code) as last_of_home
    from slice
    cross join home
    where slice.status = 'live'
    group by slice.source_id
),

file as (
    select
        source_id,
        count(*) as files,
        count(*) filter (status = 'loaded') as files_loaded,
        sum(rows_read)::bigint as rows_read,
        sum(rows_loaded)::bigint as rows_loaded,
        sum(rows_rejected)::bigint as rows_rejected,
        sum(rows_superseded)::bigint as rows_superseded,
        bool_or(is_sample) filter (rows_loaded > 0) as has_sample,
        bool_or(not is_sample) filter (rows_loaded > 0) as has_real,
        max(release_date) as last_release
    from source_file
    where source_id is not null
    group by source_id
)

select
    source.*,
    coalesce(live.first_of_home, live.first_of_all) as first_period,
    coalesce(live.last_of_home, live.last_of_all) as last_period,
    coalesce(file.files, 0) as files,
    coalesce(file.files_loaded, 0) as files_loaded,
    coalesce(file.rows_read, 0) as rows_read,
    coalesce(file.rows_loaded, 0) as rows_loaded,
    coalesce(file.rows_rejected, 0) as rows_rejected,
    coalesce(file.rows_superseded, 0) as rows_superseded,
    coalesce(file.has_sample, false) as has_sample,
    coalesce(file.has_real, false) as has_real,
    file.last_release
from source
left join live using (source_id)
left join file using (source_id)
order by file.files_loaded is null, source.release_every_months is null, source.title
