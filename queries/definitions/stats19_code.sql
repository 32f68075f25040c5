-- One row per code of a STATS19 variable in the look-up file.
insert into stats19_code by name
select variable, code, label, value, note
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
