-- One row per measure x area x month with a monthly figure, with its control limits (XmR chart).
-- Used by signal, What changed and Measure. Never run on rolling sums: they always "shift".
-- A segment ends at a series break, where a documented event begins and where it is over, at a gap
-- and at a change of source; each has limits of its own. Constants are those of spc_rule.
-- Counts large and long enough are adjusted for season first: each month is divided by its seasonal
-- factor, the mean ratio of that calendar month to the centred 12-month moving average, scaled so
-- that the factors average 1. Moving averages never reach over the end of a segment; ratios of all
-- segments of a series count together, those under an event left out, since a break changes the
-- level far more than the season. Where a calendar month has too few ratios, its months within half
-- a year of the end of a segment count too, against the nearest moving average; a segment of just
-- 12 months is measured against its mean. Very small counts get no chart, and a share of very few
-- people asked has no place in one: it is no figure to show, and swings by chance from 0 to 100%.
-- Limits: centre +/- 2.66 x the mean moving range, ranges of 3.267 x their mean or more dropped once
-- (as NHS England's Making Data Count does); the lower limit of a count is not below 0.
with
rule as (
    select * from spc_rule
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
        measure_value.status,
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
        and coalesce(measure_value.denominator >= measure.hide_below_base, true)
        and measure.aggregation in ('sum', 'ratio', 'mean')
    window series as (
        partition by measure_value.measure_id, measure_value.area_code
        order by measure_value.period_start
    )
),
boundary as (
    select
        measure_id,
        area_code,
        date_trunc('month', starts)::date as month,
    from data_note
    where kind in ('series_break', 'event') and starts is not null
    union
    select
        measure_id,
        area_code,
        (date_trunc('month', ends) + interval 1 month)::date,
    from data_note
    where kind = 'event' and starts is not null and ends is not null
),
break_month as (
    select distinct
        monthly.measure_id,
        monthly.area_code,
        monthly.period_start,
    from monthly
    inner join area using (area_code)
    inner join boundary
        on boundary.month = monthly.period_start
        and (boundary.measure_id is null or boundary.measure_id = monthly.measure_id)
        and (
            boundary.area_code is null
            or boundary.area_code in (monthly.area_code, area.parent_code)
        )
),
event_month as (
    select distinct
        monthly.measure_id,
        monthly.area_code,
        monthly.period_start,
    from monthly
    inner join area using (area_code)
    inner join data_note
        on data_note.kind = 'event'
        and data_note.ends is not null
        and data_note.starts <= monthly.period_end
        and data_note.ends >= monthly.period_start
        and (data_note.measure_id is null or data_note.measure_id = monthly.measure_id)
        and (
            data_note.area_code is null
            or data_note.area_code in (monthly.area_code, area.parent_code)
        )
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
series as (
    select
        measure_id,
        area_code,
        source_id,
        is_sample,
        count(*) as series_points,
        avg(value) as series_mean,
    from segmented
    anti join event_month using (measure_id, area_code, period_start)
    where aggregation = 'sum'
    group by all
),
nearest as (
    select
        *,
        moving_average is not null as is_centred,
        coalesce(
            moving_average,
            last_value(moving_average ignore nulls)
                over (whole order by period_start rows between unbounded preceding and current row),
            first_value(moving_average ignore nulls)
                over (whole order by period_start rows between current row and unbounded following),
            case when points = 12 then segment_mean end
        ) as nearest_average,
    from sized
    window whole as (partition by measure_id, area_code, segment)
),
month_ratio as (
    select
        nearest.measure_id,
        nearest.area_code,
        nearest.source_id,
        nearest.is_sample,
        month(nearest.period_start) as month_of_year,
        avg(nearest.value / nearest.nearest_average) as ratio,
        avg(nearest.value / nearest.nearest_average) filter (nearest.is_centred) as centred_ratio,
        count(*) as ratios,
        count(*) filter (nearest.is_centred) as centred_ratios,
    from nearest
    inner join series using (measure_id, area_code, source_id, is_sample)
    anti join event_month using (measure_id, area_code, period_start)
    cross join rule
    where
        nearest.nearest_average > 0
        and series.series_points >= rule.points_for_season
        and series.series_mean >= rule.mean_for_season
    group by all
),
chosen_ratio as (
    select
        month_ratio.* exclude (ratio),
        years_for_season,
        case when centred_ratios >= years_for_season then centred_ratio else ratio end as ratio,
    from month_ratio
    cross join rule
),
season as (
    select
        *,
        ratio / avg(ratio) over series_months as factor,
    from chosen_ratio
    window series_months as (partition by measure_id, area_code, source_id, is_sample)
    qualify
        count(*) over series_months = 12
        and min(ratios) over series_months >= years_for_season
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
        and season.source_id = sized.source_id
        and season.is_sample = sized.is_sample
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
        rule.limit_factor,
        rule.warning_share,
        rule.points_for_firm_limits,
    from first_pass
    cross join rule
)
select
    measure_id,
    area_code,
    segment::integer as segment,
    min(period_start) over (partition by measure_id, area_code, segment) as segment_start,
    max(period_end) over (partition by measure_id, area_code, segment) as segment_end,
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
    centre - limit_factor * mean_range * warning_share as lower_warning,
    centre + limit_factor * mean_range * warning_share as upper_warning,
    points,
    points < points_for_firm_limits as is_trial,
    better,
    source_id,
    is_sample,
    status,
from second_pass
where mean_range is not null
order by measure_id, area_code, period_start
