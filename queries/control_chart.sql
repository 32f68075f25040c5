-- One row per measure x area x month with a monthly figure, with its control limits (XmR chart).
-- Used by signal, What changed and Measure. Never run on rolling sums: they always "shift".
-- A segment ends at a series break, a gap, or a change of source; each has limits of its own.
-- Counts of at least 30 a month over at least 36 months are adjusted for season first: each month is
-- divided by its seasonal factor, the mean ratio of that calendar month to the centred 12-month
-- moving average, scaled so that the factors of a segment average 1. Means under 5 get no chart.
-- Limits: centre +/- 2.66 x the mean moving range, ranges of 3.267 x their mean or more dropped once
-- (as NHS England's Making Data Count does); the lower limit of a count is not below 0.
with
rule as (
    select
        2.66 as limit_factor,
        3.267 as range_factor,
        12 as points_for_firm_limits,
        36 as points_for_season,
        30 as mean_for_season,
        5 as smallest_mean,
),
monthly as (
    select
        measure_value.measure_id,
        measure_value.area_code,
        measure_value.period_start,
        measure_value.period_end,
        measure_value.value,
        measure_value.source_id,
        measure_value.is_sample,
        measure.aggregation,
        measure.better,
        lag(measure_value.period_start) over series as before_start,
        lag(measure_value.source_id) over series as before_source,
        lag(measure_value.is_sample) over series as before_sample,
    from measure_value
    inner join measure using (measure_id)
    where
        measure_value.months = 1
        and measure_value.value is not null
        and measure.aggregation in ('sum', 'ratio', 'mean')
    window series as (
        partition by measure_value.measure_id, measure_value.area_code
        order by measure_value.period_start
    )
),
break_month as (
    select distinct
        monthly.measure_id,
        monthly.area_code,
        monthly.period_start,
    from monthly
    inner join area using (area_code)
    inner join data_note
        on data_note.kind = 'series_break'
        and (data_note.measure_id is null or data_note.measure_id = monthly.measure_id)
        and (
            data_note.area_code is null
            or data_note.area_code in (monthly.area_code, area.parent_code)
        )
        and data_note.starts > monthly.before_start
        and data_note.starts <= monthly.period_end
),
segmented as (
    select
        monthly.*,
        sum(
            case
                when
                    monthly.before_start is null
                    or break_month.measure_id is not null
                    or monthly.before_start + interval 1 month <> monthly.period_start
                    or monthly.before_source <> monthly.source_id
                    or monthly.before_sample <> monthly.is_sample
                    then 1
                else 0
            end
        ) over (
            partition by monthly.measure_id, monthly.area_code
            order by monthly.period_start
        ) as segment,
    from monthly
    left join break_month using (measure_id, area_code, period_start)
),
sized as (
    select
        *,
        count(*) over whole as points,
        avg(value) over whole as segment_mean,
        case
            when
                count(*) over (whole order by period_start rows between 6 preceding and 6 following) = 13
                then (
                    avg(value) over (whole order by period_start rows between 6 preceding and 5 following)
                    + avg(value)
                        over (whole order by period_start rows between 5 preceding and 6 following)
                ) / 2
        end as moving_average,
    from segmented
    window whole as (partition by measure_id, area_code, segment)
),
month_ratio as (
    select
        measure_id,
        area_code,
        segment,
        month(period_start) as month_of_year,
        avg(value / nullif(moving_average, 0)) as ratio,
    from sized
    cross join rule
    where
        aggregation = 'sum'
        and points >= points_for_season
        and segment_mean >= mean_for_season
    group by all
),
season as (
    select
        *,
        ratio / avg(ratio) over (partition by measure_id, area_code, segment) as factor,
    from month_ratio
),
adjusted as (
    select
        sized.*,
        coalesce(season.factor, 1.0) as seasonal_factor,
        season.factor is not null as is_seasonally_adjusted,
        sized.value / coalesce(season.factor, 1.0) as adjusted_value,
    from sized
    cross join rule
    left join season
        on season.measure_id = sized.measure_id
        and season.area_code = sized.area_code
        and season.segment = sized.segment
        and season.month_of_year = month(sized.period_start)
    where sized.aggregation <> 'sum' or sized.segment_mean >= smallest_mean
),
ranged as (
    select
        *,
        abs(adjusted_value - lag(adjusted_value) over run) as moving_range,
    from adjusted
    window run as (partition by measure_id, area_code, segment order by period_start)
),
first_pass as (
    select
        *,
        avg(moving_range) over (partition by measure_id, area_code, segment) as first_mean_range,
    from ranged
),
second_pass as (
    select
        first_pass.*,
        avg(adjusted_value) over (partition by measure_id, area_code, segment) as centre,
        avg(case when moving_range < range_factor * first_mean_range or first_mean_range = 0
            then moving_range end)
            over (partition by measure_id, area_code, segment) as mean_range,
        limit_factor,
        points_for_firm_limits,
    from first_pass
    cross join rule
)
select
    measure_id,
    area_code,
    segment,
    period_start,
    period_end,
    value,
    adjusted_value,
    is_seasonally_adjusted,
    seasonal_factor,
    centre,
    case
        when aggregation = 'sum' then greatest(centre - limit_factor * mean_range, 0)
        else centre - limit_factor * mean_range
    end as lower_limit,
    centre + limit_factor * mean_range as upper_limit,
    centre - limit_factor * mean_range * 2 / 3 as lower_warning,
    centre + limit_factor * mean_range * 2 / 3 as upper_warning,
    points,
    points < points_for_firm_limits as is_trial,
    better,
    source_id,
    is_sample,
from second_pass
where mean_range is not null
order by measure_id, area_code, period_start
