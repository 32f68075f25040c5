-- One row per measure of the Plan x area x comparison: its latest 12 months, at most a year before
-- the month shown, beside those it is compared with (the Plan's baseline or the 12 months to
-- $compare_end) and beside the 12 months before. Used by What changed, which tests each for chance.
with

chosen as (
    select plan_measure.*, priority.priority_order
    from plan_measure
    inner join priority using (plan_id, priority_id)
    where plan_id = $plan
        and ($priority is null or priority_id = $priority)
        and (
            $theme is null
            or measure_id in (select mt.measure_id from measure_theme as mt where theme_id = $theme)
        )
    qualify row_number() over (
        partition by measure_id order by priority_order, measure_order
    ) = 1
),

latest as (
    select *
    from twelve_months
    where area_code in $areas
        and measure_id in (select chosen.measure_id from chosen)
        and value is not null
        and period_end <= $period_end
        and period_end > $period_end - interval 12 month
    qualify row_number() over (
        partition by measure_id, area_code order by period_end desc
    ) = 1
),

wanted as (
    select
        latest.measure_id,
        latest.area_code,
        case when $compare_end is null then 'baseline' else 'chosen' end as kind,
        coalesce($compare_end, chosen.baseline_end) as compare_end
    from latest
    inner join chosen using (measure_id)
    union all
    select
        measure_id,
        area_code,
        'previous',
        last_day((period_end - interval 1 year)::date)
    from latest
),

side as (
    select
        wanted.kind,
        latest.measure_id,
        latest.area_code,
        latest.period_start,
        latest.period_end,
        latest.value,
        latest.numerator,
        latest.denominator,
        latest.source_id,
        latest.is_sample,
        latest.status,
        compared.period_start as compare_start,
        compared.period_end as compare_end,
        compared.value as compare_value,
        compared.numerator as compare_numerator,
        compared.denominator as compare_denominator
    from latest
    inner join wanted using (measure_id, area_code)
    inner join twelve_months as compared
        on compared.measure_id = latest.measure_id
        and compared.area_code = latest.area_code
        and compared.period_end = wanted.compare_end
        and compared.period_end <> latest.period_end
        and compared.value is not null
        and compared.source_id = latest.source_id
        and compared.is_sample = latest.is_sample
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
)

select
    side.*,
    broken.series_break,
    chosen.aim,
    chosen.priority_id,
    measure.title,
    measure.unit,
    measure.decimals,
    measure.scale,
    measure.aggregation,
    measure.better,
    measure.minimum_base,
    area.area_name,
    area.area_order
from side
inner join chosen using (measure_id)
inner join measure using (measure_id)
inner join area using (area_code)
left join broken
    on broken.kind = side.kind
    and broken.measure_id = side.measure_id
    and broken.area_code = side.area_code
order by area.area_order, measure.title, side.kind
