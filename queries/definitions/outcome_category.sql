-- One row per wording of an outcome in the look-up file.
insert into outcome_category by name
select outcome_category, outcome_group, note
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
