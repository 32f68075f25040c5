-- One row per file x different text of the cells that count, with the number of rows it stands for.
-- Used by loading in place of the rows themselves: ten million rows are read, grouped and forgotten
-- in one pass. Wordings of one outcome group are as good as one another here, so the first stands
-- for all; what is not in the look-up keeps its wording. `longitude` and `latitude` become sums.
with
outcome as (
    select
        outcome_category as wording,
        min(outcome_category) over (partition by outcome_group) as stands_for,
    from outcome_category
),
grouped as (
    select
        raw_row.file_id,
        raw_row.number,
        raw_row.month,
        raw_row.falls_within,
        raw_row.lsoa_code,
        raw_row.lsoa_name,
        raw_row.crime_type,
        coalesce(outcome.stands_for, raw_row.last_outcome_category) as last_outcome_category,
        try_cast(raw_row.longitude as double) + try_cast(raw_row.latitude as double)
            is not null as has_point,
        sum(try_cast(raw_row.longitude as double)) as longitude,
        sum(try_cast(raw_row.latitude as double)) as latitude,
        count(*) as rows,
    from raw_row
    left join outcome on outcome.wording = raw_row.last_outcome_category
    group by all
)
select
    file_id,
    number,
    nullif(trim(month), '') as month,
    nullif(trim(falls_within), '') as falls_within,
    nullif(trim(lsoa_code), '') as lsoa_code,
    nullif(trim(lsoa_name), '') as lsoa_name,
    nullif(trim(crime_type), '') as crime_type,
    nullif(trim(last_outcome_category), '') as last_outcome_category,
    case when has_point then longitude end as longitude,
    case when has_point then latitude end as latitude,
    rows,
    null::bigint as record,
    null::varchar as row_text,
from grouped
