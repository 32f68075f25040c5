-- One row per source of the look-up file, typed.
insert into source by name
select
    source_id, title, publisher, licence, url,
    release_lag_days::integer as release_lag_days,
    release_every_months::integer as release_every_months,
    note
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
