-- One row per offence code of the look-up file; codes stay text.
insert into offence by name
select offence_code, offence_name, offence_group, offence_subgroup, note
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
