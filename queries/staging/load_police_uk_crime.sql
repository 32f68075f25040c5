-- One row per file x force x month x district x LSOA x category x outcome group.
-- Used by loading. Anti-social behaviour is no crime and goes to `asb`.
select
    source_id,
    file_id,
    slice_id,
    force_code,
    period_start as month,
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
group by all
