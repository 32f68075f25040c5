-- One row per measure x month: its count for the areas asked for, taken together.
-- Used by Crime and ASB. Only where every area has a figure, all from one source and of one kind,
-- and those of the measure's latest figure: what is set beside it is like it.
with
pooled as (
    select
        measure_id,
        period_start,
        period_end,
        sum(value) as value,
        min(source_id) as source_id,
        min(is_sample) as is_sample,
        bool_or(status = 'provisional') as is_provisional,
    from measure_value
    where measure_id in $measures
        and area_code in $areas
        and period_end <= $period_end
        and months = 1
        and value is not null
    group by measure_id, period_start, period_end
    having count(*) = len($areas) and min(source_id) = max(source_id) and min(is_sample) = max(is_sample)
)
select
    pooled.measure_id,
    measure.title,
    measure.short_title,
    measure.unit,
    measure.decimals,
    pooled.period_start,
    pooled.period_end,
    pooled.value,
    case when pooled.is_provisional then 'provisional' else 'final' end as status,
    source.title as source_title,
from pooled
inner join measure using (measure_id)
left join source using (source_id)
where measure.aggregation = 'sum'
qualify (pooled.source_id, pooled.is_sample) = last((pooled.source_id, pooled.is_sample)) over (
    partition by pooled.measure_id
    order by pooled.period_end
    rows between unbounded preceding and unbounded following
)
order by pooled.measure_id, pooled.period_end
