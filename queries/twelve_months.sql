-- One row per measure x area x month-end from the first to the last period of the series.
-- Used by baseline_comparison and every page. The value is null unless the twelve months are all
-- there, from one source, and all sample or all real. A figure that arrived ready for exactly
-- twelve months stands as given where none can be computed, also where such periods overlap.
-- A share of too few people asked is held back; its base is told.
-- Ratios and means are pooled from their parts: the mean of twelve percentages is not their rate.
with
series as (
    select
        measure_id,
        area_code,
        last_day(min(period_end)) as first_end,
        last_day(max(period_end)) as last_end,
    from (
        select measure_id, area_code, period_end from measure_value
        union all
        select measure_id, area_code, period_end from ready_figure
    )
    group by all
),
month_end as (
    select
        measure_id,
        area_code,
        last_day(
            unnest(generate_series(date_trunc('month', first_end), last_end, interval 1 month))::date
        ) as period_end,
    from series
),
-- A period of k months lies whole in the 13 - k windows that end with it or after it.
part_of_window as (
    select
        measure_value.*,
        last_day(
            (date_trunc('month', period_end) + to_months(unnest(range(0, 13 - months::bigint))::integer))::date
        ) as window_end,
    from measure_value
    where months between 1 and 12
),
pooled as (
    select
        measure_id,
        area_code,
        window_end as period_end,
        sum(months)::integer as months_present,
        count(distinct source_id) = 1 and count(distinct is_sample) = 1 as is_like,
        count(distinct is_sample) = 2 as is_mixed,
        min(source_id) as source_id,
        bool_or(is_sample) as is_sample,
        count(*) as pieces,
        count(numerator) as numerators,
        count(denominator) as denominators,
        -- As decimals, since what doubles add up to depends on their order.
        sum(numerator::decimal(38, 12))::double as numerator,
        sum(denominator::decimal(38, 12))::double as denominator,
        bool_or(part_of_window.status = 'suppressed') as has_suppressed,
        bool_or(part_of_window.status = 'provisional') as has_provisional,
        -- Only for a period that is the window itself: it needs no pooling.
        min(value) filter (where months = 12) as ready_value,
        max(file_id) as file_id,
    from part_of_window
    group by all
),
computed as (
    select
        pooled.*,
        case
            when months_present <> 12 or not is_like or has_suppressed then null
            when measure.aggregation = 'sum' and numerators = pieces then numerator * measure.scale
            when measure.aggregation in ('ratio', 'mean')
                and numerators = pieces and denominators = pieces and denominator > 0
                then numerator / denominator * measure.scale
            else ready_value
        end as value,
        pieces = 1 and ready_value is not null as is_ready,
    from pooled
    inner join measure using (measure_id)
),
-- Months that only a longer period has, which overlaps finer ones and so has no place in the series.
left_out as (
    select distinct
        measure_id,
        area_code,
        unnest(generate_series(date_trunc('month', period_start), period_end, interval 1 month))::date as month,
    from (
        select measure_id, source_id, area_code, period_start, period_end from counted_figure
        union
        select measure_id, source_id, area_code, period_start, period_end from ready_figure
    )
    inner join measure_source using (measure_id, source_id)
    where period_end < (period_start + interval 11 month)::date
    except
    select
        measure_id,
        area_code,
        unnest(generate_series(date_trunc('month', period_start), period_end, interval 1 month))::date,
    from measure_value
),
lost as (
    select distinct
        measure_id,
        area_code,
        last_day((month + to_months(unnest(range(0, 12))::integer))::date) as period_end,
    from left_out
),
given as (
    select
        ready_figure.*,
        last_day(period_end) as window_end,
    from ready_figure
    inner join measure_source using (measure_id, source_id)
    where
        day(period_start) = 1
        and period_end = last_day((period_start + interval 11 month)::date)
    qualify row_number() over (
        partition by ready_figure.measure_id, ready_figure.area_code, window_end
        order by ready_figure.is_sample, measure_source.preference, ready_figure.file_id desc
    ) = 1
),
figure as (
    select
        month_end.measure_id,
        month_end.area_code,
        (date_trunc('month', month_end.period_end) - interval 11 month)::date as period_start,
        month_end.period_end,
        case
            when computed.value is not null then computed.numerator
            when given.value is not null then given.numerator
        end as numerator,
        case
            when computed.value is not null then computed.denominator
            when given.value is not null then given.denominator
        end as denominator,
        coalesce(computed.value, given.value) as value,
        case
            when computed.value is null and given.value is not null then given.source_id
            else computed.source_id
        end as source_id,
        case
            when computed.value is null and given.value is not null then given.is_sample
            else computed.is_sample
        end as is_sample,
        case
            when computed.value is null and given.measure_id is not null then given.status
            when computed.has_suppressed then 'suppressed'
            when computed.has_provisional then 'provisional'
            else 'final'
        end as status,
        case
            when computed.value is null and given.value is not null then 12
            else coalesce(computed.months_present, 0)
        end as months_present,
        case
            when computed.value is not null and not computed.is_ready then 'computed'
            when coalesce(computed.value, given.value) is not null then 'published'
        end as basis,
        case
            when coalesce(computed.value, given.value) is not null then null
            when computed.has_suppressed or given.status = 'suppressed' then 'A month in it is suppressed.'
            when coalesce(computed.months_present, 0) < 12
                then case coalesce(computed.months_present, 0)
                    when 0 then 'None of its 12 months has figures.'
                    when 1 then 'Only 1 of its 12 months has figures.'
                    else 'Only ' || computed.months_present || ' of its 12 months have figures.'
                end
                    || if(lost.measure_id is null, '', ' A longer period overlaps them and is left out.')
            when computed.is_mixed then 'It would mix made-up and real figures.'
            when not computed.is_like then 'Its months come from different sources.'
            else 'It arrived without the parts needed to add the periods up.'
        end as missing_because,
        coalesce(computed.file_id, given.file_id) as file_id,
    from month_end
    left join computed using (measure_id, area_code, period_end)
    left join lost using (measure_id, area_code, period_end)
    left join given
        on given.measure_id = month_end.measure_id
        and given.area_code = month_end.area_code
        and given.window_end = month_end.period_end
)
select
    figure.* replace (
        case when not is_held then value end as value,
        case when not is_held then numerator end as numerator,
        case when not is_held then basis end as basis,
        case when is_held then 'suppressed' else status end as status,
        case
            when is_held then 'Fewer than ' || measure.hide_below_base || ' people were asked, so it is not shown.'
            else missing_because
        end as missing_because
    ),
from figure
inner join measure using (measure_id)
cross join lateral (
    select coalesce(figure.denominator < measure.hide_below_base, false) as is_held
)
order by measure_id, area_code, period_end
