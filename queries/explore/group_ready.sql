-- One row per group x period of a table of ready figures: counts added up, percentages pooled from
-- their numerators and denominators, never added or averaged. Used by Explore.
-- Nothing is given where periods overlap, where a part is not known, for figures that come
-- without parts unless the period is exactly one of theirs, or where too few people were asked.
with
base as (
    select
        {columns},
        {starts} as row_start,
        {ends} as row_end,
        case when {aggregation} = 'sum' then coalesce({numerator}, {value}) else {numerator} end
            as numerator,
        {denominator} as denominator,
        {value} as value,
        {scale} as scale,
        {aggregation} as aggregation,
        {status} as status,
        t.is_share,
        t.hide_below_base,
    from {source}
    where {conditions}
),

placed as (
    select *, {bucket_start} as bucket_start, {bucket_end} as bucket_end
    from base
),

sited as (
    select
        * exclude (bucket_start, bucket_end),
        case when row_end <= bucket_end then bucket_start else row_start end::date as period_start,
        case when row_end <= bucket_end then bucket_end else row_end end::date as period_end,
    from placed
),

span as (
    {spans}
),

joined as (
    select
        span.* exclude (period_start, period_end),
        span.period_start,
        span.period_end,
        sited.* exclude ({keys}, period_start, period_end),
    from span
    inner join sited
        on {same_keys}
        and sited.row_start >= span.period_start
        and sited.row_end <= span.period_end
),

added as (
    select
        {keys},
        period_start,
        period_end,
        any_value(aggregation) as aggregation,
        any_value(scale) as scale,
        count(*) as rows,
        count(numerator) as numerators,
        count(denominator) as denominators,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        any_value(value) as only_value,
        count(value) as values_known,
        sum(date_diff('month', row_start, row_end) + 1) as months_present,
        sum(row_end - row_start + 1) > max(row_end) - min(row_start) + 1 as is_overlapping,
        bool_or(status = 'suppressed') as is_suppressed,
        coalesce(bool_or(is_share) and sum(denominator) < any_value(hide_below_base), false)
            as is_small,
        min(row_start) as first_start,
        max(row_end) as last_end,
    from joined
    group by all
),

final as (
    select
        {keys},
        period_start,
        period_end,
        date_diff('month', period_start, period_end) + 1 as months,
        case when not is_overlapping then months_present::int end as months_present,
        rows,
        case
            when is_small then null
            when rows = 1 then only_value
            when is_overlapping or is_suppressed then null
            when aggregation = 'sum' and numerators = rows then numerator
            when aggregation in ('ratio', 'mean')
                and numerators = rows and denominators = rows and denominator > 0
            then scale * numerator / denominator
        end as value,
        case when numerators = rows and not is_overlapping and not is_small then numerator end
            as numerator,
        case when denominators = rows and not is_overlapping then denominator end as denominator,
        is_suppressed,
        is_small,
    from added
)

select *
from final
where {window}
order by period_end, period_start, {keys}
limit $row_limit
