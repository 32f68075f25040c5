-- One row per group x period of a table of counts, with zero where all months are loaded and there
-- is no row, and nothing where they are not. Used by Explore.
-- `months_present` are the months that some release covers for every force in question: those of
-- all rows, or each its own (`scope`) where groups are of one force each. A row
-- longer than the period (a quarter among months) keeps its own dates: nothing is split. Sources,
-- and made-up and real rows of one source, are always among the keys: neither fills gaps of another.
with
base as (
    select
        {columns},
        t.force_code as covered_force,
        {scope} as scope,
        {amount} as amount,
        {starts} as row_start,
        {ends} as row_end,
    from {source}
    where {conditions}
),

placed as (
    select *, {bucket_start} as bucket_start, {bucket_end} as bucket_end
    from base
    where row_start is not null
),

grouped as (
    select
        {keys},
        scope,
        case when row_end <= bucket_end then bucket_start else row_start end::date as period_start,
        case when row_end <= bucket_end then bucket_end else row_end end::date as period_end,
        count(*) as rows,
        count(amount) as known,
        sum(amount) as amount,
    from placed
    group by all
),

force_count as (
    select source_id, is_sample, scope, count(distinct covered_force) as forces
    from placed
    group by source_id, is_sample, scope
),

covered as (
    select
        coverage.source_id,
        coverage.is_sample,
        force_count.scope,
        coverage.period_start,
        coverage.period_end,
    from coverage
    inner join force_count using (source_id, is_sample)
    where coverage.part in ('', $part)
        and force_count.scope in ('', coverage.area_code)
        and coverage.area_code in (select covered_force from placed)
        and {covered_conditions}
    group by
        coverage.source_id,
        coverage.is_sample,
        force_count.scope,
        coverage.period_start,
        coverage.period_end,
        force_count.forces
    having count(distinct coverage.area_code) >= force_count.forces
),

span as (
    {spans}
),

present as (
    select
        span.source_id,
        span.is_sample,
        span.scope,
        span.period_start,
        span.period_end,
        date_diff('month', span.period_start, span.period_end) + 1 as months,
        coalesce(
            sum(date_diff('month', covered.period_start, covered.period_end) + 1), 0
        )::int as months_present,
    from span
    left join covered
        on covered.source_id = span.source_id
        and covered.is_sample = span.is_sample
        and covered.scope = span.scope
        and covered.period_start >= span.period_start
        and covered.period_end <= span.period_end
    group by span.source_id, span.is_sample, span.scope, span.period_start, span.period_end
),

each_key as (
    select distinct {keys}, scope from grouped
),

summed as (
    select
        {key_columns},
        present.period_start,
        present.period_end,
        present.months,
        present.months_present,
        coalesce(sum(grouped.rows), 0)::bigint as rows,
        coalesce(sum(grouped.known), 0)::bigint as known,
        coalesce(sum(grouped.amount), 0) as amount,
    from each_key
    inner join present
        on present.source_id = each_key.source_id
        and present.is_sample = each_key.is_sample
        and present.scope = each_key.scope
    left join grouped
        on {same_keys}
        and grouped.scope = each_key.scope
        and grouped.period_start >= present.period_start
        and grouped.period_end <= present.period_end
        and {whole_or_same}
    where {window}
    group by all
)

select
    * exclude (known, amount),
    case
        when rows = 0 and months_present < months then null
        when known = rows then amount
    end as value,
    false as is_suppressed,
    false as is_small,
from summed
order by period_end, period_start, {keys}
limit $row_limit
