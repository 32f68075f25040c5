-- One row per measure x area of the home force x month-end: the 12 months that another may be compared
-- with. Used by What changed, the briefing, and every page that is not compared with the Plan's
-- baseline; kept in memory.
select
    measure_id,
    area_code,
    value as compare_value,
    numerator as compare_numerator,
    denominator as compare_denominator,
    source_id as compare_source_id,
    is_sample as compare_is_sample,
    status as compare_status,
    period_start as compare_start,
    period_end as compare_end,
from twelve_months
semi join plan_place using (area_code)
order by area_code, period_end
