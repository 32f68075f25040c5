-- One row per measure x area with any figure: the first and last month-end with a whole 12 months.
-- Used by pages to say why a measure has no figure for the area and month asked for.
select
    measure_id,
    area_code,
    min(period_end) filter (where value is not null) as first_end,
    max(period_end) filter (where value is not null) as last_end,
from twelve_months
group by measure_id, area_code
order by measure_id, area_code
