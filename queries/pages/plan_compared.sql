-- One row per measure x area: the 12 months that the reader compares with. Used when the comparison
-- is not the Plan's baseline.
select
    measure_id,
    area_code,
    value as compare_value,
    numerator as compare_numerator,
    denominator as compare_denominator,
    source_id as compare_source_id,
    is_sample as compare_is_sample,
    period_start as compare_start,
    period_end as compare_end,
from twelve_months
where area_code in $areas and period_end = $compare_end
