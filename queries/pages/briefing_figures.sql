-- One row per measure x area x comparison: the latest whole 12 months not after the month shown (at
-- most a year before it) beside the Plan's baseline, the 12 months before, and, where $compare_end
-- is given, the 12 months chosen. Used by the briefing, which tests each change for chance.
-- A comparison that cannot be made keeps its row: its figures are null and `because` says why.
-- The verdict and caveat of the baseline row are those of the view baseline_comparison.
with

place as (
    select *
    from plan_measure
    where plan_id = $plan
    qualify row_number() over (
        partition by measure_id
        order by priority_id <> coalesce($priority, priority_id), priority_id, measure_order
    ) = 1
),

latest as (
    select twelve_months.*, place.priority_id, place.aim, place.baseline_start, place.baseline_end
    from twelve_months
    left join place using (measure_id)
    where area_code in $areas
        and measure_id in $measures
        and value is not null
        and period_end <= $period_end
        and period_end > $period_end - interval 12 month
    qualify row_number() over (
        partition by measure_id, area_code order by period_end desc
    ) = 1
),

wanted as (
    select 'baseline' as kind, measure_id, area_code, baseline_start as start_wanted,
        baseline_end as end_wanted
    from latest
    union all
    select 'previous', measure_id, area_code, null, last_day((period_end - interval 1 year)::date)
    from latest
    union all
    select 'chosen', measure_id, area_code, null, $compare_end
    from latest
    where $compare_end is not null
),

side as (
    select
        wanted.kind,
        latest.measure_id,
        latest.area_code,
        latest.priority_id,
        latest.aim,
        latest.period_start,
        latest.period_end,
        latest.value,
        latest.numerator,
        latest.denominator,
        latest.source_id,
        latest.is_sample,
        latest.status,
        latest.basis,
        coalesce(
            wanted.start_wanted, (date_trunc('month', wanted.end_wanted) - interval 11 month)::date
        ) as compare_start,
        wanted.end_wanted as compare_end,
        compared.value is not null
            and compared.source_id = latest.source_id
            and compared.is_sample = latest.is_sample as is_like,
        case when is_like then compared.value end as compare_value,
        case when is_like then compared.numerator end as compare_numerator,
        case when is_like then compared.denominator end as compare_denominator,
        case
            when wanted.end_wanted is null then 'the Plan prints no baseline'
            when compared.value is null then 'there is no whole 12 months to compare with'
            when compared.is_sample <> latest.is_sample
                then 'it would mix made-up and real figures'
            when not is_like then 'it comes from another source'
        end as because
    from latest
    inner join wanted using (measure_id, area_code)
    left join twelve_months as compared
        on compared.measure_id = latest.measure_id
        and compared.area_code = latest.area_code
        and compared.period_end = wanted.end_wanted
        and (wanted.start_wanted is null or compared.period_start = wanted.start_wanted)
),

broken as (
    select
        side.kind,
        side.measure_id,
        side.area_code,
        string_agg(distinct data_note.note, ' ' order by data_note.note) as series_break
    from side
    inner join area using (area_code)
    inner join data_note
        on data_note.kind = 'series_break'
        and (data_note.measure_id is null or data_note.measure_id = side.measure_id)
        and (
            data_note.area_code is null
            or data_note.area_code in (side.area_code, area.parent_code)
        )
        and data_note.starts > least(side.compare_start, side.period_start)
        and data_note.starts <= greatest(side.compare_end, side.period_end)
    group by all
),

-- Residents for a rate: the latest estimate not after the period's end, else the earliest.
residents as (
    select
        side.measure_id,
        side.area_code,
        population.residents,
        population.year
    from side
    inner join population using (area_code)
    inner join source_file using (file_id)
    where side.kind = 'previous' and source_file.is_sample = side.is_sample
    qualify row_number() over (
        partition by side.measure_id, side.area_code
        order by
            make_date(population.year, 6, 30) > side.period_end,
            abs(datediff('day', make_date(population.year, 6, 30), side.period_end))
    ) = 1
)

select
    side.* exclude (is_like),
    broken.series_break,
    residents.residents,
    residents.year as population_year,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.scale,
    measure.aggregation,
    measure.better,
    measure.minimum_base,
    area.area_name,
    area.area_type,
    area.area_order,
    source.title as source_title,
    comparison.verdict,
    comparison.judged_on,
    comparison.caveat
from side
inner join measure using (measure_id)
inner join area using (area_code)
left join source using (source_id)
left join residents using (measure_id, area_code)
left join broken
    on broken.kind = side.kind
    and broken.measure_id = side.measure_id
    and broken.area_code = side.area_code
left join baseline_comparison as comparison
    on side.kind = 'baseline'
    and comparison.plan_id = $plan
    and comparison.priority_id = side.priority_id
    and comparison.measure_id = side.measure_id
    and comparison.area_code = side.area_code
    and comparison.period_end = side.period_end
order by measure.title, area.area_order, side.kind
