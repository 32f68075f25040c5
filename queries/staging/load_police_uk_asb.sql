-- One row per file x force x month x district x LSOA: incidents of anti-social behaviour.
-- Used by loading. data.police.uk does not give their type.
select
    source_id,
    file_id,
    slice_id,
    force_code,
    period_start as month,
    1 as months,
    area_code,
    lsoa_code,
    'not stated' as asb_type,
    sum(rows)::bigint as incidents,
from accepted
where is_asb
group by all
