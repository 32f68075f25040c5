-- One row per area x month-end of a measure: its 12-month figure with the residents to set it
-- against. Used by Districts. The residents are the latest mid-year estimate (30 June) not after
-- the period's end, else the earliest, and made-up figures only ever meet made-up estimates.
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
    months_present,
    missing_because,
    source_id,
    is_sample,
    source_title,
    residents,
    population_year,
from yearly_figure
where measure_id = $measure
    and area_code in $areas
    and period_end <= $period_end
order by area_order, period_end
