-- One row per measure x area: the 12 months that the reader compares with, and any series break
-- between them and the month shown. Used when the comparison is not the Plan's baseline.
select
    twelve_months.measure_id,
    twelve_months.area_code,
    twelve_months.value as compare_value,
    twelve_months.numerator as compare_numerator,
    twelve_months.denominator as compare_denominator,
    twelve_months.source_id as compare_source_id,
    twelve_months.is_sample as compare_is_sample,
    twelve_months.period_start as compare_start,
    twelve_months.period_end as compare_end,
    breaks_between(
        measure_break.breaks,
        twelve_months.period_start,
        twelve_months.period_end,
        date_trunc('month', $period_end) - interval 11 month,
        $period_end
    ) as compare_break,
from twelve_months
left join measure_break using (measure_id, area_code)
where twelve_months.area_code in $areas and twelve_months.period_end = $compare_end
