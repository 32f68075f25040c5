-- One row per place of a measure in the Plan x area, with its figures and what they are compared
-- with. Used by Overview. `$compare_end` null means the Plan's baseline. A measure without
-- figures keeps its row, with the facts that say why.
with

place as (
    select
        plan_measure.*,
        priority.title as priority_title,
        priority.priority_order,
        measure.title,
        measure.unit,
        measure.decimals,
        measure.aggregation,
        measure.better,
        measure.minimum_base,
        measure.provisional_months
    from plan_measure
    inner join priority using (plan_id, priority_id)
    inner join measure using (measure_id)
    where plan_measure.plan_id = $plan
        and ($priority is null or plan_measure.priority_id = $priority)
        and (
            $theme is null
            or measure_id in (select mt.measure_id from measure_theme as mt where theme_id = $theme)
        )
),

chosen_area as (
    select area_code, area_name, area_type, area_order, parent_code
    from area
    where area_code in $areas
),

at_month as (
    select * from twelve_months where period_end = $period_end and area_code in $areas
),

at_compare as (
    select * from twelve_months where period_end = $compare_end and area_code in $areas
),

-- A series break that starts after the first day compared, up to the end of the month shown.
compare_break as (
    select place.measure_id, chosen_area.area_code, string_agg(distinct data_note.note, ' ') as note
    from place
    cross join chosen_area
    inner join data_note
        on data_note.kind = 'series_break'
        and coalesce(data_note.measure_id, place.measure_id) = place.measure_id
        and coalesce(data_note.area_code, chosen_area.area_code)
            in (chosen_area.area_code, chosen_area.parent_code)
    where data_note.starts > least($compare_end, $period_end) - interval 1 year
        and data_note.starts <= greatest($compare_end, $period_end)
    group by all
),

comparison as (
    select *
    from baseline_comparison
    where plan_id = $plan and period_end = $period_end and area_code in $areas
),

reach as (
    select
        measure_id,
        area_code,
        min(period_end) as first_end,
        max(period_end) filter (where value is not null) as last_end
    from twelve_months
    where measure_id in (select place.measure_id from place)
    group by measure_id, area_code
),

wider as (
    select measure_id, count(*) as areas_with_figures
    from reach
    where last_end is not null
    group by measure_id
),

wanted_source as (
    select
        measure_id,
        string_agg(source.title, ', ' order by preference) as wanted_sources
    from measure_source
    inner join source using (source_id)
    group by measure_id
)

select
    place.priority_id,
    place.priority_title,
    place.measure_id,
    place.parent_measure_id,
    place.title,
    place.unit,
    place.decimals,
    place.aggregation,
    place.better,
    place.minimum_base,
    place.aim,
    place.baseline_label,
    place.baseline_start,
    place.baseline_end,
    chosen_area.area_code,
    chosen_area.area_name,
    chosen_area.area_type,
    at_month.value,
    at_month.numerator,
    at_month.denominator,
    at_month.months_present,
    at_month.missing_because,
    at_month.status,
    at_month.is_sample,
    at_month.source_id,
    comparison.previous_value,
    comparison.baseline_value,
    comparison.change_on_baseline,
    comparison.percent_change_on_baseline,
    comparison.point_change_on_baseline,
    comparison.change_on_previous,
    comparison.percent_change_on_previous,
    comparison.point_change_on_previous,
    comparison.verdict,
    comparison.judged_on,
    comparison.caveat,
    at_compare.value as compare_value,
    at_compare.numerator as compare_numerator,
    at_compare.denominator as compare_denominator,
    at_compare.source_id as compare_source_id,
    at_compare.is_sample as compare_is_sample,
    compare_break.note as compare_break,
    reach.first_end,
    reach.last_end,
    coalesce(wider.areas_with_figures, 0) as areas_with_figures,
    wanted_source.wanted_sources
from place
cross join chosen_area
left join at_month
    on at_month.measure_id = place.measure_id and at_month.area_code = chosen_area.area_code
left join at_compare
    on at_compare.measure_id = place.measure_id and at_compare.area_code = chosen_area.area_code
left join compare_break
    on compare_break.measure_id = place.measure_id
    and compare_break.area_code = chosen_area.area_code
left join comparison
    on comparison.measure_id = place.measure_id
    and comparison.priority_id = place.priority_id
    and comparison.area_code = chosen_area.area_code
left join reach
    on reach.measure_id = place.measure_id and reach.area_code = chosen_area.area_code
left join wider on wider.measure_id = place.measure_id
left join wanted_source on wanted_source.measure_id = place.measure_id
order by place.priority_order, place.measure_order, chosen_area.area_order
