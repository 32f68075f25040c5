-- One row per file of the batch: its rows as staged, and how many of them have a fault.
-- Used by loading for the count that must always add up.
select
    file_id,
    sum(rows)::bigint as read,
    coalesce(sum(case when reason is not null then rows end), 0)::bigint as rejected,
from staged
group by file_id
