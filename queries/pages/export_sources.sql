-- One row per source that any loaded figure comes from.
-- Used on the cover of every workbook.
select title, publisher, licence
from source
where source_id in (select source_file.source_id from source_file where status = 'loaded')
order by title
