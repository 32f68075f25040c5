-- One row per group of victims x area x month-end asked for: the 12 months to it, with its base.
-- Used by Victims. Groups are the measures that the force's satisfaction return gives.
select
    measure_id,
    measure.title,
    measure.short_title,
    area_code,
    area_name,
    area_type,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    twelve_months.status,
    is_sample
from twelve_months
inner join measure using (measure_id)
inner join area using (area_code)
where measure_id in (
        select ms.measure_id from measure_source as ms where ms.source_id = 'force_satisfaction'
    )
    and area_code in $areas
    and period_end in $ends
order by period_end desc, denominator desc nulls last, measure.title, area_order
