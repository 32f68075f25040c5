-- One row per area x period of a measure: its single periods, up to the month shown.
-- Used by Measure. A share of too few people asked is held back, as on every page.
with
series as (
    select
        area.area_order,
        area_code,
        area_name,
        area_type,
        period_start,
        period_end,
        value,
        numerator,
        denominator,
        measure_value.status,
        source.title as source_title,
        coalesce(denominator < measure.hide_below_base, false) as is_held,
    from measure_value
    inner join measure using (measure_id)
    inner join area using (area_code)
    left join source using (source_id)
    where measure_id = $measure
        and area_code in $areas
        and period_end <= $period_end
)
select
    area_code,
    area_name,
    area_type,
    period_start,
    period_end,
    case when not is_held then value end as value,
    case when not is_held then numerator end as numerator,
    denominator,
    case when is_held then 'suppressed' else status end as status,
    source_title
from series
order by area_order, period_end
