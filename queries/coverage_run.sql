-- One row per source x area x run of months that the source covers alike.
-- Used by Data. `covered`: every part of the source that the area ever had (road casualties beside
-- collisions, each indicator, each group of victims, each survey) reaches the month; `partly`: some
-- of them do; `not covered`: none does, between the first and the last month of the source in the
-- same force. A month without a row is outside what was ever loaded.
with
ready as (
    select source_id, victim_group as part, area_code, period_start, period_end, file_id
    from victim_satisfaction
    union all
    select source_id, survey_id, area_code, period_start, period_end, file_id
    from survey_result
    union all
    select source_id, measure_id, area_code, period_start, period_end, file_id
    from indicator
),
part_period as (
    select source_id, part, area_code, period_start, period_end, is_sample from coverage
    union all
    select ready.source_id, ready.part, ready.area_code, ready.period_start, ready.period_end,
        source_file.is_sample
    from ready
    inner join source_file using (file_id)
),
part_month as (
    select distinct
        source_id,
        is_sample,
        part,
        area_code,
        unnest(generate_series(
            date_trunc('month', period_start), period_end::timestamp, interval 1 month
        ))::date as month,
    from part_period
),
expected as (
    select
        source_id,
        is_sample,
        area_code,
        count(distinct part) as parts,
    from part_month
    group by all
),
found as (
    select
        part_month.source_id,
        part_month.is_sample,
        part_month.area_code,
        part_month.month,
        case when count(*) = any_value(expected.parts) then 'covered' else 'partly' end as state,
    from part_month
    inner join expected using (source_id, is_sample, area_code)
    group by all
),
area_force as (
    select
        area_code,
        case when area_type = 'district' then parent_code else area_code end as force_code,
    from area
    where area_type <> 'lsoa'
),
span as (
    select
        found.source_id,
        found.is_sample,
        area_force.force_code,
        min(found.month) as first_month,
        max(found.month) as last_month,
    from found
    inner join area_force using (area_code)
    group by all
),
dense as (
    select
        expected.source_id,
        expected.is_sample,
        expected.area_code,
        unnest(generate_series(
            span.first_month::timestamp, span.last_month::timestamp, interval 1 month
        ))::date as month,
    from expected
    inner join area_force using (area_code)
    inner join span
        on span.source_id = expected.source_id
        and span.is_sample = expected.is_sample
        and span.force_code = area_force.force_code
),
stated as (
    select
        dense.*,
        coalesce(found.state, 'not covered') as state,
    from dense
    left join found using (source_id, is_sample, area_code, month)
),
grouped as (
    select
        *,
        row_number() over (
            partition by source_id, is_sample, area_code order by month
        ) - row_number() over (
            partition by source_id, is_sample, area_code, state order by month
        ) as run,
    from stated
)
select
    source_id,
    is_sample,
    area_code,
    state,
    min(month) as period_start,
    last_day(max(month)) as period_end,
    count(*)::integer as months,
from grouped
group by source_id, is_sample, area_code, state, run
order by source_id, is_sample, area_code, period_start
