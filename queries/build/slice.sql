-- One row per new slice: the rows of a file (of a table, where each is whole) for one part, force and
-- period.
-- Used by loading, straight after staging; districts are those that its rows lie in.
insert into slice by name
with
accepted as (
    select
        staged.*,
        batch_table.table_place,
    from staged
    inner join batch_table using (number)
    where staged.reason is null
),
-- In two steps, as a list of distinct districts over every row costs more than all else here.
by_district as (
    select
        file_id,
        table_place,
        part,
        force_code,
        period_start,
        period_end,
        district,
        sum(rows)::bigint as rows,
    from accepted
    group by all
),
keys as (
    select
        * exclude (district, rows),
        coalesce(list_sort(list(district) filter (where district is not null)), []) as districts,
        sum(rows)::bigint as rows,
    from by_district
    group by all
)
select
    nextval('slice_number') as slice_id,
    keys.file_id,
    keys.table_place,
    batch.source_id,
    keys.part,
    keys.force_code,
    keys.period_start,
    keys.period_end,
    keys.districts,
    keys.rows,
    'live' as status,
    null as replaced_by,
from keys
cross join (select any_value(source_id) as source_id from batch_table) as batch
anti join slice
    using (source_id, file_id, table_place, part, force_code, period_start, period_end)
order by all
