-- One row per type of anti-social behaviour x month-end: incidents over the 12 months to it, for
-- the areas asked for together. Used by Crime and ASB.
-- Only whole 12 months of every area, all from one source and of one kind.
with
monthly as (
    select
        asb_type,
        period_start,
        period_end,
        sum(value) as value,
        min(source_id) as source_id,
        bool_or(status = 'provisional') as is_provisional,
    from asb_type_value
    where area_code in $areas and period_end <= $period_end
    group by asb_type, period_start, period_end
    having count(*) = len($areas)
        and count(distinct source_id) = 1
        and count(distinct is_sample) = 1
),
windowed as (
    select
        asb_type,
        min(period_start) over twelve as period_start,
        period_end,
        sum(value) over twelve as value,
        count(*) over twelve as months_present,
        min(source_id) over twelve = max(source_id) over twelve as is_like,
        source_id,
        bool_or(is_provisional) over twelve as is_provisional,
    from monthly
    window twelve as (
        partition by asb_type order by period_end rows between 11 preceding and current row
    )
)
select
    windowed.asb_type,
    windowed.period_start,
    windowed.period_end,
    windowed.value,
    case when windowed.is_provisional then 'provisional' else 'final' end as status,
    source.title as source_title,
from windowed
left join source using (source_id)
where windowed.months_present = 12
    and windowed.is_like
    and datediff('month', windowed.period_start, windowed.period_end) = 11
order by windowed.asb_type, windowed.period_end
