-- One row per file x different text of the cells that count, with the number of rows it stands for.
-- Used by loading in place of the rows themselves: ten million rows are read, grouped and forgotten
-- in one pass. Whatever is done to each row counts here: outcomes are grouped by their number, not
-- by their wording, and blanks are only cut off where there are any.
-- `longitude` and `latitude` become the sums over the rows that have both.
with
outcome as (
    select
        outcome_category,
        outcome_group,
        (row_number() over (order by outcome_category))::utinyint as outcome_number,
    from outcome_category
),
outcome_first as (
    select
        outcome_category,
        outcome_group,
        min(outcome_number) over (partition by outcome_group) as outcome_number,
    from outcome
),
pointed as (
    select
        raw_row.*,
        outcome_first.outcome_number,
        case
            when outcome_first.outcome_number is null then raw_row.last_outcome_category
        end as unknown_outcome,
        try_cast(raw_row.longitude as double) as x,
        try_cast(raw_row.latitude as double) as y,
    from raw_row
    left join outcome_first on outcome_first.outcome_category = raw_row.last_outcome_category
),
grouped as (
    select
        file_id,
        number,
        month,
        falls_within,
        lsoa_code,
        lsoa_name,
        crime_type,
        outcome_number,
        unknown_outcome,
        sum(case when y is not null then x end) as longitude,
        sum(case when x is not null then y end) as latitude,
        count(x + y) as points,
        count(*) as rows,
    from pointed
    group by all
)
select
    grouped.file_id,
    grouped.number,
    without_blanks(grouped.month) as month,
    without_blanks(grouped.falls_within) as falls_within,
    without_blanks(grouped.lsoa_code) as lsoa_code,
    without_blanks(grouped.lsoa_name) as lsoa_name,
    without_blanks(grouped.crime_type) as crime_type,
    outcome.outcome_group,
    without_blanks(grouped.unknown_outcome) as unknown_outcome,
    grouped.longitude,
    grouped.latitude,
    grouped.points,
    grouped.rows,
    null as record,
    null as row_text,
from grouped
left join outcome using (outcome_number)
