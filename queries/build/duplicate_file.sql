-- One row per file whose content is that of another file that stands.
-- Used by build to call it a duplicate rather than a release that was replaced.
select distinct copy.file_id
from source_file as copy
inner join source_file as original
    on original.sha256 = copy.sha256
    and original.file_id > copy.file_id
where copy.sha256 <> ''
