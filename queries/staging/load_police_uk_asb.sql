-- One row per file x force x month x district x LSOA: incidents of anti-social behaviour.
-- Used by loading. data.police.uk does not give their type.
select
    any_value(source_id) as source_id,
    any_value(file_id) as file_id,
    slice_id,
    any_value(force_code) as force_code,
    any_value(period_start) as month,
    1 as months,
    area_code,
    lsoa_code,
    'not stated' as asb_type,
    sum(rows)::bigint as incidents,
from accepted
where is_asb
group by slice_id, area_code, lsoa_code
