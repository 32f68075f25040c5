-- One row per measure x area x month with an unusual value, and the rule it meets.
-- Used by What changed, Measure and the briefing. Where several rules are met the first stands:
-- outside the limits; 2 of 3 beyond the warning line on one side; 7 in a row on one side of the
-- centre; 6 rises or 6 falls in a row. The rules are about the month that completes the pattern;
-- their lengths are those of spc_rule.
-- Direction comes last: `improvement` is null for a measure with no better direction. `since` is
-- the first of the months in a row, within the segment, that were unusual in the same direction.
with
sided as (
    select
        *,
        case
            when adjusted_value > centre then 1
            when adjusted_value < centre then -1
            else 0
        end as side,
        sign(adjusted_value - lag(adjusted_value) over run)::integer as step,
        case
            when adjusted_value > upper_warning then 1
            when adjusted_value < lower_warning then -1
            else 0
        end as beyond_warning,
    from control_chart
    window run as (partition by measure_id, area_code, segment order by period_start)
),
counted as (
    select
        sided.*,
        spc_rule.run_length,
        spc_rule.trend_length,
        spc_rule.near_points,
        spc_rule.near_window,
        sum(side) over (run rows between run_length - 1 preceding and current row) as side_of_run,
        sum(step) over (run rows between trend_length - 1 preceding and current row) as steps_of_trend,
        sum(beyond_warning)
            over (run rows between near_window - 1 preceding and current row) as beyond_of_near,
        sum(side) over (run rows between near_window - 1 preceding and current row) as side_of_near,
    from sided
    cross join spc_rule
    window run as (partition by measure_id, area_code, segment order by period_start)
),
ruled as (
    select
        *,
        near_points || ' of ' || near_window || ' months near the ' as near_words,
        run_length || ' months in a row ' as run_words,
        case
            when adjusted_value > upper_limit then 'above the upper limit'
            when adjusted_value < lower_limit then 'below the lower limit'
            when beyond_of_near >= near_points and side_of_near = near_window
                then near_words || 'upper limit'
            when
                beyond_of_near <= -near_points
                and side_of_near = -near_window
                then near_words || 'lower limit'
            when side_of_run = run_length then run_words || 'above the average'
            when side_of_run = -run_length then run_words || 'below the average'
            when steps_of_trend = trend_length then trend_length || ' rises in a row'
            when steps_of_trend = -trend_length then trend_length || ' falls in a row'
        end as rule,
    from counted
),
directed as (
    select
        *,
        rule like '%above%' or rule like '%upper%' or rule like '%rises%' as is_high,
        datediff('month', segment_start, period_end) as month_number,
    from ruled
    where rule is not null
),
-- Months in a row that are unusual in the same direction have the same difference here.
grouped as (
    select
        *,
        month_number - row_number() over (
            partition by measure_id, area_code, segment, is_high order by period_start
        ) as stretch,
    from directed
)
select
    measure_id,
    area_code,
    period_start,
    period_end,
    segment,
    rule,
    value,
    adjusted_value,
    is_seasonally_adjusted,
    seasonal_factor,
    lower_limit,
    centre,
    upper_limit,
    is_high,
    case better
        when 'lower' then not is_high
        when 'higher' then is_high
    end as improvement,
    min(period_end) over (
        partition by measure_id, area_code, segment, is_high, stretch
    ) as since,
    is_trial,
    points,
    is_sample,
from grouped
order by period_end desc, measure_id, area_code
