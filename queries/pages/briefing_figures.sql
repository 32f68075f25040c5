-- One row per measure x area x comparison: the latest whole 12 months not after the month shown (at
-- most a year before it) beside the Plan's baseline, the 12 months before, and, where $compare_end
-- is given, the 12 months chosen. Used by the briefing, which tests each change for chance.
-- A comparison that cannot be made keeps its row: its figures are null and `because` says why.
-- The verdict and caveat of the baseline row are those of the view baseline_comparison.
with

place as (
    select distinct on (measure_id) measure_id, priority_id, aim, baseline_start, baseline_end
    from plan_place
    where plan_id = $plan and area_type = 'force'
    order by measure_id, priority_id <> coalesce($priority, priority_id), place_order
),

wanted as (
    select
        figure.*,
        place.priority_id,
        place.aim,
        kind,
        case when kind = 'baseline' then place.baseline_start end as start_wanted,
        case kind
            when 'baseline' then place.baseline_end
            when 'previous' then last_day((figure.period_end - interval 1 year)::date)
            else $compare_end
        end as end_wanted
    from yearly_figure as figure
    left join place using (measure_id)
    cross join (values ('baseline'), ('previous'), ('chosen')) as comparison_kind(kind)
    where figure.area_code in $areas
        and figure.measure_id in $measures
        and figure.value is not null
        and figure.period_end <= $period_end
        and figure.period_end > $period_end - interval 12 month
        and (figure.next_end is null or figure.next_end > $period_end)
        and (kind <> 'chosen' or $compare_end is not null)
)

select
    wanted.kind,
    wanted.measure_id,
    wanted.title,
    wanted.unit,
    wanted.decimals,
    wanted.scale,
    wanted.aggregation,
    wanted.better,
    wanted.minimum_base,
    wanted.aim,
    wanted.area_code,
    wanted.area_name,
    wanted.area_type,
    wanted.period_start,
    wanted.period_end,
    wanted.value,
    wanted.numerator,
    wanted.denominator,
    wanted.status,
    wanted.source_title,
    case when not wanted.is_added then wanted.residents end as residents,
    case when not wanted.is_added then wanted.population_year end as population_year,
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
        when compared.status = 'suppressed' then 'the figure of those 12 months is suppressed'
        when compared.value is null then 'there are no whole 12 months to compare with'
        when compared.is_sample <> wanted.is_sample
            then 'it would mix made-up and real figures'
        when not is_like then 'it comes from another source'
    end as because,
    breaks_between(
        wanted.breaks,
        compare_start,
        wanted.end_wanted,
        wanted.period_start,
        wanted.period_end
    ) as series_break,
    comparison.verdict,
    comparison.caveat
from wanted
left join twelve_months as compared
    on compared.measure_id = wanted.measure_id
    and compared.area_code = wanted.area_code
    and compared.period_end = wanted.end_wanted
    and (wanted.start_wanted is null or compared.period_start = wanted.start_wanted)
left join baseline_comparison as comparison
    on wanted.kind = 'baseline'
    and comparison.plan_id = $plan
    and comparison.priority_id = wanted.priority_id
    and comparison.measure_id = wanted.measure_id
    and comparison.area_code = wanted.area_code
    and comparison.period_end = wanted.period_end
order by wanted.title, wanted.area_order, wanted.kind
