-- One row per file that was loaded with warnings, and these in words with the number of rows.
-- Used by check and build for what they say of each file.
select
    file_id,
    list(warning || ' (' || format('{:,}', rows) || case rows when 1 then ' row)' else ' rows)' end order by warning)
        as warnings,
from file_warning
group by file_id
