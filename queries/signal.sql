-- One row per measure x area x month with an unusual value, and the rule it meets.
-- Used by What changed, Measure and the briefing. Where several rules are met the first stands:
-- outside the limits; 2 of 3 beyond the warning line on one side; 7 in a row on one side of the
-- centre; 6 rises or 6 falls in a row. The rules are about the month that completes the pattern.
-- Direction comes last: `improvement` is null for a measure with no better direction.
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
        *,
        sum(side) over (run rows between 6 preceding and current row) as side_of_seven,
        sum(step) over (run rows between 5 preceding and current row) as steps_of_six,
        sum(beyond_warning) over (run rows between 2 preceding and current row) as beyond_of_three,
        sum(side) over (run rows between 2 preceding and current row) as side_of_three,
    from sided
    window run as (partition by measure_id, area_code, segment order by period_start)
),
ruled as (
    select
        *,
        case
            when adjusted_value > upper_limit then 'above the upper limit'
            when adjusted_value < lower_limit then 'below the lower limit'
            when beyond_of_three >= 2 and side_of_three = 3 and beyond_warning = 1
                then '2 of 3 months near the upper limit'
            when beyond_of_three <= -2 and side_of_three = -3 and beyond_warning = -1
                then '2 of 3 months near the lower limit'
            when side_of_seven = 7 then '7 months in a row above the average'
            when side_of_seven = -7 then '7 months in a row below the average'
            when steps_of_six = 6 then '6 rises in a row'
            when steps_of_six = -6 then '6 falls in a row'
        end as rule,
    from counted
)
select
    measure_id,
    area_code,
    period_start,
    period_end,
    rule,
    value,
    adjusted_value,
    is_seasonally_adjusted,
    lower_limit,
    centre,
    upper_limit,
    rule like '%above%' or rule like '%upper%' or rule like '%rises%' as is_high,
    case better
        when 'lower' then not (rule like '%above%' or rule like '%upper%' or rule like '%rises%')
        when 'higher' then rule like '%above%' or rule like '%upper%' or rule like '%rises%'
    end as improvement,
    is_trial,
    points,
    is_sample,
from ruled
where rule is not null
order by period_end desc, measure_id, area_code
