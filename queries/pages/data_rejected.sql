-- One row per file x reason for which rows were refused, with one example in full.
-- Used by Data, which shows the $most largest of these $sources, or of all files where that is null.
-- `reasons_in_all` and `single_in_all` count what is left out too: the reasons, and the rows that
-- were refused one by one.
select
    source_file.file_name,
    rejected_reason.reason_kind,
    rejected_reason.rows,
    rejected_reason.first_line,
    rejected_reason.example,
    rejected_reason.is_whole,
    count(*) over () as reasons_in_all,
    coalesce(
        sum(rejected_reason.rows) filter (not rejected_reason.is_whole) over (), 0
    )::bigint as single_in_all
from rejected_reason
inner join source_file using (file_id)
where $sources is null or source_file.source_id in $sources
order by rejected_reason.rows desc, source_file.file_name, rejected_reason.reason_kind
limit $most
