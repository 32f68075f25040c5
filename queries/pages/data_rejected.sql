-- One row per file x reason for which rows were refused, with one example in full.
-- Used by Data.
select
    source_file.file_name,
    rejected_reason.reason_kind,
    rejected_reason.rows,
    rejected_reason.first_line,
    rejected_reason.example,
    rejected_reason.is_whole
from rejected_reason
inner join source_file using (file_id)
order by rejected_reason.rows desc, source_file.file_name
limit 200
