-- One row per measure x month-end in one area: its 12-month figures up to the month shown.
-- Used by the briefing's charts. A month-end without a whole 12 months keeps its row, and so does a
-- share of too few people asked, which has no value here as in the briefing's tables.
select
    measure_id,
    period_start,
    period_end,
    case when measure.unit = '%' and minimum_base > 0 and denominator < $smallest then null
        else value end as value,
    case when measure.unit = '%' and minimum_base > 0 and denominator < $smallest then null
        else numerator end as numerator,
    denominator,
    status
from twelve_months
inner join measure using (measure_id)
where measure_id in $measures and area_code = $area and period_end <= $period_end
order by measure_id, period_end
