-- One row per area x month-end of a measure: its 12-month values, up to the month shown.
-- Used by Measure. A month-end without a whole 12 months keeps its row with a null value.
select
    area_code,
    area_name,
    area_type,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    status,
    source_title
from yearly_figure
where measure_id = $measure
    and area_code in $areas
    and period_end <= $period_end
order by area_order, period_end
