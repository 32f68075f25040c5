-- One row per measure x month-end in one area: its 12-month figures up to the month shown.
-- Used by the briefing's charts. A month-end without a figure keeps its row.
select
    measure_id,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    status
from twelve_months
where measure_id in $measures and area_code = $area and period_end <= $period_end
order by measure_id, period_end
