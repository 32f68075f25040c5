-- One row per district of the look-up file, typed.
insert into district by name
select area_code, area_name, force_code, stats19_code, always_expected::boolean as always_expected
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
