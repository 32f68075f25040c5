-- One row per measure x area: its latest whole 12 months not after the month shown, at most a year
-- before it. Used by What changed and the briefing, beside what is kept in memory of other months.
select
    measure_id,
    title,
    unit,
    decimals,
    scale,
    aggregation,
    better,
    minimum_base,
    area_code,
    area_name,
    area_type,
    area_order,
    period_start,
    period_end,
    value,
    numerator,
    denominator,
    status,
    source_id,
    source_title,
    is_sample,
    case when not is_added then residents end as residents,
    population_year,
    breaks,
from yearly_figure
where area_code in $areas
    and measure_id in $measures
    and value is not null
    and period_end <= $period_end
    and period_end > $period_end - interval 12 month
    and (next_end is null or next_end > $period_end)
order by title, area_order
