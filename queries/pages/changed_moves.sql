-- One row per measure of the Plan x area x comparison: its latest 12 months, at most a year before
-- the month shown, beside those it is compared with (the Plan's baseline or the 12 months to
-- $compare_end) and beside the 12 months before. Used by What changed, which tests each for chance.
with

place as (
    select measure_id, area_code, priority_id, aim, baseline_end
    from plan_place
    where plan_id = $plan
        and area_code in $areas
        and ($priority is null or priority_id = $priority)
        and ($theme is null or list_contains(themes, $theme))
    qualify row_number() over (partition by measure_id, area_code order by place_order) = 1
),

wanted as (
    select
        figure.*,
        place.priority_id,
        place.aim,
        kind,
        case when kind = 'previous' then last_day((figure.period_end - interval 1 year)::date)
            else coalesce($compare_end, place.baseline_end)
        end as end_wanted
    from yearly_figure as figure
    inner join place using (measure_id, area_code)
    cross join (
        values ('previous'), (case when $compare_end is null then 'baseline' else 'chosen' end)
    ) as comparison_kind(kind)
    where figure.value is not null
        and figure.period_end <= $period_end
        and figure.period_end > $period_end - interval 12 month
        and (figure.next_end is null or figure.next_end > $period_end)
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
    wanted.priority_id,
    wanted.aim,
    wanted.area_code,
    wanted.area_name,
    wanted.area_order,
    wanted.period_start,
    wanted.period_end,
    wanted.value,
    wanted.numerator,
    wanted.denominator,
    wanted.source_id,
    wanted.is_sample,
    wanted.status,
    compared.period_start as compare_start,
    compared.period_end as compare_end,
    compared.value as compare_value,
    compared.numerator as compare_numerator,
    compared.denominator as compare_denominator,
    breaks_between(
        wanted.breaks,
        compared.period_start,
        compared.period_end,
        wanted.period_start,
        wanted.period_end
    ) as series_break
from wanted
inner join twelve_months as compared
    on compared.measure_id = wanted.measure_id
    and compared.area_code = wanted.area_code
    and compared.period_end = wanted.end_wanted
    and compared.period_end <> wanted.period_end
    and compared.value is not null
    and compared.source_id = wanted.source_id
    and compared.is_sample = wanted.is_sample
order by wanted.area_order, wanted.title, wanted.kind
