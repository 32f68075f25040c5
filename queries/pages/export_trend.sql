-- One row per measure x area x month-end of the Plan's view: its last five years of 12-month values.
-- Used by the workbook of Overview: the figures behind its small trend lines.
select
    measure.title,
    area.area_name,
    twelve_months.period_start,
    twelve_months.period_end,
    twelve_months.value,
    twelve_months.status,
    measure.unit,
    measure.decimals,
    source.title as source_title
from twelve_months
inner join measure using (measure_id)
inner join area using (area_code)
left join source using (source_id)
where twelve_months.area_code in $areas
    and twelve_months.measure_id in $measures
    and twelve_months.period_end <= $period_end
    and twelve_months.period_end > $period_end - interval 60 month
order by measure.title, area.area_order, twelve_months.period_end
