-- One row per file x force x quarter x district x offence code, its rows added up.
-- Used by loading. A quarter is never split into months.
select
    source_id,
    file_id,
    slice_id,
    force_code,
    period_start as month,
    3 as months,
    area_code,
    null::varchar as lsoa_code,
    offence_code,
    null::boolean as knife,
    null::boolean as victim_under_25,
    null::varchar as outcome_group,
    sum(offences)::bigint as offences,
from accepted
group by all
