-- One row per small area (LSOA) of the look-up file.
insert into lsoa_district by name
select lsoa_code, lsoa_name, area_code
from read_csv($file, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
