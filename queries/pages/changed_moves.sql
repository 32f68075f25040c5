-- One row per measure of the Plan x area x comparison: its latest 12 months, at most a year before
-- the month shown, beside those it is compared with (the Plan's baseline or the 12 months to
-- $compare_end) and beside the 12 months before. Used by What changed, which tests each for chance.
with

chosen as (
    select *
    from plan_place
    where plan_id = $plan
        and area_code in $areas
        and ($priority is null or priority_id = $priority)
        and ($theme is null or list_contains(themes, $theme))
    qualify row_number() over (partition by measure_id, area_code order by place_order) = 1
),

latest as (
    select
        twelve_months.*,
        chosen.* exclude (measure_id, area_code)
    from twelve_months
    inner join chosen using (measure_id, area_code)
    where value is not null
        and period_end <= $period_end
        and period_end > $period_end - interval 12 month
    qualify row_number() over (
        partition by measure_id, area_code order by period_end desc
    ) = 1
),

wanted as (
    select
        *,
        case when kind = 'previous' then last_day((period_end - interval 1 year)::date)
            else coalesce($compare_end, baseline_end)
        end as end_wanted
    from latest
    cross join (
        values ('previous'), (case when $compare_end is null then 'baseline' else 'chosen' end)
    ) as comparison_kind(kind)
),

side as (
    select
        wanted.kind,
        wanted.measure_id,
        wanted.area_code,
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
        wanted.aim,
        wanted.priority_id,
        wanted.title,
        wanted.unit,
        wanted.decimals,
        wanted.scale,
        wanted.aggregation,
        wanted.better,
        wanted.minimum_base,
        wanted.area_name,
        wanted.area_order,
        wanted.breaks
    from wanted
    inner join twelve_months as compared
        on compared.measure_id = wanted.measure_id
        and compared.area_code = wanted.area_code
        and compared.period_end = wanted.end_wanted
        and compared.period_end <> wanted.period_end
        and compared.value is not null
        and compared.source_id = wanted.source_id
        and compared.is_sample = wanted.is_sample
)

select
    * exclude (breaks),
    breaks_between(breaks, compare_start, compare_end, period_start, period_end) as series_break
from side
order by area_order, title, kind
