-- One row per unusual month of a measure in an area, up to the month shown.
-- Used by Measure, on the monthly chart.
select
    period_end,
    rule,
    value,
    improvement
from signal
where measure_id = $measure
    and area_code = $area
    and period_end <= $period_end
order by period_end, rule
