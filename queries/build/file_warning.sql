-- One row per file, table and warning: rows that were loaded all the same.
-- Used by Data. Put in braces: the table's name, or null where the rows of tables were grouped.
insert into file_warning by name
select
    staged.file_id,
    {table_name} as table_name,
    staged.warning,
    sum(staged.rows)::bigint as rows,
from staged
{join}
where staged.reason is null and staged.warning is not null
group by all
