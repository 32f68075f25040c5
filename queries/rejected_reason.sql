-- One row per file x reason for which rows were refused, with the values in the reason left out.
-- Used by Data, which cannot show a million refused rows one by one. `example` is one in full.
-- `is_whole` says that whole tables were refused for it, not single rows.
select
    file_id,
    regexp_replace(regexp_replace(reason, '''[^'']*''', '…', 'g'), '\d[\d,.]*', '…', 'g')
        as reason_kind,
    sum(rows)::bigint as rows,
    min(line) as first_line,
    coalesce(min_by(reason, line), min(reason)) as example,
    bool_and(row is null) as is_whole,
from rejected_row
group by file_id, reason_kind
order by file_id, rows desc
