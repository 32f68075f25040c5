-- One row per file x reason for which rows were refused, with the values in the reason left out.
-- Used by Data, which cannot show a million refused rows one by one. `example` is one in full.
select
    file_id,
    regexp_replace(regexp_replace(reason, '''[^'']*''', '…', 'g'), '\d[\d,.]*', '…', 'g')
        as reason_kind,
    count(*)::bigint as rows,
    min(line) as first_line,
    min_by(reason, line) as example,
from rejected_row
group by file_id, reason_kind
order by file_id, rows desc
