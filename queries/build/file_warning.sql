-- One row per file and warning: rows that were loaded all the same.
-- Used by Data.
insert into file_warning
select
    file_id,
    warning,
    sum(rows)::bigint as rows,
from staged
where reason is null and warning is not null
group by all
