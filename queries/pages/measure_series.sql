-- One row per area x period of a measure: its single periods, up to the month shown.
-- Used by Measure.
select
    area_code,
    area_name,
    area_type,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    measure_value.status,
    source.title as source_title
from measure_value
inner join area using (area_code)
left join source using (source_id)
where measure_id = $measure
    and area_code in $areas
    and period_end <= $period_end
order by area_order, period_end
