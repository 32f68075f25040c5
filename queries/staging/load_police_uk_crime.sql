-- One row per file x force x month x district x LSOA x category x outcome group.
-- Used by loading. Anti-social behaviour is no crime and goes to `asb`.
select
    -- A slice is of one file, force and month: only its number needs grouping by.
    any_value(source_id) as source_id,
    any_value(file_id) as file_id,
    slice_id,
    any_value(force_code) as force_code,
    any_value(period_start) as month,
    1 as months,
    area_code,
    lsoa_code,
    offence_code,
    null::boolean as knife,
    null::boolean as victim_under_25,
    outcome_group,
    sum(rows)::bigint as offences,
from accepted
where not is_asb
group by slice_id, area_code, lsoa_code, offence_code, outcome_group
