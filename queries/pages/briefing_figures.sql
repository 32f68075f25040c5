-- One row per measure x area x comparison: the latest whole 12 months not after the month shown (at
-- most a year before it) beside the Plan's baseline, the 12 months before, and, where $compare_end
-- is given, the 12 months chosen. Used by the briefing, which tests each change for chance.
-- A comparison that cannot be made keeps its row: its figures are null and `because` says why.
-- The verdict and caveat of the baseline row are those of the view baseline_comparison.
with

place as (
    select distinct on (measure_id) measure_id, priority_id, aim, baseline_start, baseline_end
    from plan_measure
    where plan_id = $plan
    order by
        measure_id,
        priority_id <> coalesce($priority, priority_id),
        priority_id,
        measure_order
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
    select
        latest.*,
        kind,
        case when kind = 'baseline' then baseline_start end as start_wanted,
        case kind
            when 'baseline' then baseline_end
            when 'previous' then last_day((period_end - interval 1 year)::date)
            else $compare_end
        end as end_wanted
    from latest
    cross join (values ('baseline'), ('previous'), ('chosen')) as comparison_kind(kind)
    where kind <> 'chosen' or $compare_end is not null
),

side as (
    select
        wanted.kind,
        wanted.measure_id,
        wanted.area_code,
        wanted.priority_id,
        wanted.aim,
        wanted.period_start,
        wanted.period_end,
        wanted.value,
        wanted.numerator,
        wanted.denominator,
        wanted.source_id,
        wanted.is_sample,
        wanted.status,
        wanted.basis,
        coalesce(
            wanted.start_wanted, (date_trunc('month', wanted.end_wanted) - interval 11 month)::date
        ) as compare_start,
        wanted.end_wanted as compare_end,
        compared.value is not null
            and compared.source_id = wanted.source_id
            and compared.is_sample = wanted.is_sample as is_like,
        case when is_like then compared.value end as compare_value,
        case when is_like then compared.numerator end as compare_numerator,
        case when is_like then compared.denominator end as compare_denominator,
        case
            when wanted.end_wanted is null then 'the Plan prints no baseline'
            when compared.value is null then 'there are no whole 12 months to compare with'
            when compared.is_sample <> wanted.is_sample
                then 'it would mix made-up and real figures'
            when not is_like then 'it comes from another source'
        end as because
    from wanted
    left join twelve_months as compared
        on compared.measure_id = wanted.measure_id
        and compared.area_code = wanted.area_code
        and compared.period_end = wanted.end_wanted
        and (wanted.start_wanted is null or compared.period_start = wanted.start_wanted)
)

select
    side.* exclude (is_like),
    breaks_between(
        measure_break.breaks,
        side.compare_start,
        side.compare_end,
        side.period_start,
        side.period_end
    ) as series_break,
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
left join area_residents as residents
    on residents.area_code = side.area_code
    and residents.is_sample = side.is_sample
    and residents.from_day <= side.period_end
    and residents.to_day > side.period_end
    and not residents.is_added
left join measure_break
    on measure_break.measure_id = side.measure_id and measure_break.area_code = side.area_code
left join baseline_comparison as comparison
    on side.kind = 'baseline'
    and comparison.plan_id = $plan
    and comparison.area_code in $areas
    and comparison.measure_id in $measures
    and comparison.priority_id = side.priority_id
    and comparison.measure_id = side.measure_id
    and comparison.area_code = side.area_code
    and comparison.period_end = side.period_end
order by measure.title, area.area_order, side.kind
