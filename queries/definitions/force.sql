-- One row per force of the look-up file, typed.
insert into force by name
select force_code, force_name, stats19_code, geographic::boolean as geographic
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
