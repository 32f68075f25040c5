-- One row per measure x month-end: its 12-month figure for the areas asked for, taken together.
-- Used by Crime and ASB. Only where every area has a figure, all from one source and of one kind,
-- and those of the measure's latest figure: what is set beside it is like it.
select
    measure_id,
    any_value(title) as title,
    any_value(short_title) as short_title,
    any_value(topic) as topic,
    any_value(unit) as unit,
    any_value(decimals) as decimals,
    any_value(period_start) as period_start,
    period_end,
    case
        when any_value(aggregation) = 'sum' or len($areas) = 1 then sum(value)
        when count(denominator) = count(*) and sum(denominator) > 0
            then sum(numerator) / sum(denominator) * any_value(scale)
    end as value,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    case when bool_or(status = 'provisional') then 'provisional' else 'final' end as status,
    any_value(source_title) as source_title,
from yearly_figure
where measure_id in $measures
    and area_code in $areas
    and period_end <= $period_end
    and value is not null
group by measure_id, period_end
having count(*) = len($areas)
    and min(source_id) = max(source_id)
    and min(is_sample) = max(is_sample)
qualify (any_value(source_id), any_value(is_sample)) = last((any_value(source_id), any_value(is_sample)))
    over (
        partition by measure_id
        order by period_end
        rows between unbounded preceding and unbounded following
    )
order by measure_id, period_end
