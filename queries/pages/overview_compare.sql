-- One row per measure x area: the 12 months that the reader compares with, and any series break
-- between them and the month shown. Used when the comparison is not the Plan's baseline.
with

broken as (
    select
        twelve_months.measure_id,
        twelve_months.area_code,
        string_agg(distinct data_note.note, ' ' order by data_note.note) as note
    from twelve_months
    inner join area using (area_code)
    inner join data_note
        on data_note.kind = 'series_break'
        and (data_note.measure_id is null or data_note.measure_id = twelve_months.measure_id)
        and (
            data_note.area_code is null
            or data_note.area_code in (twelve_months.area_code, area.parent_code)
        )
        and data_note.starts
        > date_trunc('month', least($compare_end, $period_end)) - interval 11 month
        and data_note.starts <= greatest($compare_end, $period_end)
    where twelve_months.area_code in $areas and twelve_months.period_end = $compare_end
    group by all
)

select
    twelve_months.measure_id,
    twelve_months.area_code,
    twelve_months.value as compare_value,
    twelve_months.numerator as compare_numerator,
    twelve_months.denominator as compare_denominator,
    twelve_months.source_id as compare_source_id,
    twelve_months.is_sample as compare_is_sample,
    broken.note as compare_break
from twelve_months
left join broken using (measure_id, area_code)
where twelve_months.area_code in $areas and twelve_months.period_end = $compare_end
