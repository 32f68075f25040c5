-- One row per published figure, with what our own data give for it.
-- Used by Data and Measure. `agrees` is null where nothing could be computed: no measure of ours is
-- meant, no data for the period, or a figure that was printed without being exact. The printed
-- number of decimals decides; rounding is half away from zero, with 1e-9 for floating point.
with
whole_period as (
    select measure_id, area_code, period_start, period_end, value, source_id, is_sample, 2 as preference
    from twelve_months
    union all by name
    select measure_id, area_code, period_start, period_end, value, source_id, is_sample, 1 as preference
    from measure_value
),
period_figure as (
    select *
    from whole_period
    where value is not null
    qualify row_number() over (
        partition by measure_id, area_code, period_start, period_end order by preference
    ) = 1
),
sides as (
    select
        published_figure.*,
        now.value as now_value,
        before.value as before_value,
        now.is_sample,
        case published_figure.statistic
            when 'value' then now.value
            when 'share' then now.value
            when 'change' then now.value - before.value
            when 'point_change' then now.value - before.value
            when 'percent_change' then 100 * (now.value - before.value) / nullif(before.value, 0)
        end as exact,
    from published_figure
    left join period_figure as now
        on now.measure_id = published_figure.measure_id
        and now.area_code = published_figure.area_code
        and now.period_start = published_figure.period_start
        and now.period_end = published_figure.period_end
    left join period_figure as before
        on before.measure_id = published_figure.measure_id
        and before.area_code = published_figure.area_code
        and before.period_start = published_figure.compare_start
        and before.period_end = published_figure.compare_end
        and before.source_id = now.source_id
        and before.is_sample = now.is_sample
),
rounded as (
    select
        *,
        sign(exact) * floor(abs(exact) * pow(10, decimals) + 0.5 + 1e-9) / pow(10, decimals) as computed,
    from sides
)
select
    figure_id,
    measure_id,
    area_code,
    area_name,
    topic,
    title,
    breakdown,
    period_start,
    period_end,
    period_label,
    compare_start,
    compare_end,
    statistic,
    unit,
    decimals,
    qualifier,
    value as published,
    computed,
    round(computed - value, decimals) as difference,
    case when qualifier = 'exact' then abs(computed - value) < 1e-9 end as agrees,
    is_sample,
    document,
    section,
    note,
from rounded
