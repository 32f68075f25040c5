-- One row per group of victims x area x month-end asked for: the 12 months to it, with its base.
-- Used by Victims. Groups are the measures that the force's satisfaction return gives.
select
    measure_id,
    title,
    short_title,
    area_code,
    area_name,
    area_type,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    status,
    is_sample
from yearly_figure
where measure_id in (
        select ms.measure_id from measure_source as ms where ms.source_id = 'force_satisfaction'
    )
    and area_code in $areas
    and period_end in $ends
order by period_end desc, denominator desc nulls last, title, area_order
