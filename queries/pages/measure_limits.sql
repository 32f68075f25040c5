-- One row per month of a measure in an area that has control limits, up to the month shown.
-- Used by Measure, on the monthly chart. Limits stand for values adjusted for season; multiplied
-- by the month's seasonal factor they stand beside the values as recorded, which say the same.
select
    segment,
    period_end,
    lower_limit * coalesce(seasonal_factor, 1) as lower_limit,
    centre * coalesce(seasonal_factor, 1) as centre,
    upper_limit * coalesce(seasonal_factor, 1) as upper_limit,
    is_seasonally_adjusted,
    is_trial
from control_chart
where measure_id = $measure
    and area_code = $area
    and period_end <= $period_end
order by period_end
