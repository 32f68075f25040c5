-- One row per spelling of a force's name in the look-up file, in lower case.
insert into force_alias by name
select lower(alias) as alias, force_code
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
