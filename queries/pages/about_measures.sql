-- One row per place of a measure in a Plan, and one for each measure that stands in no Plan.
-- Used by About, where all of them are listed with definition, baseline, owner and sources.
select
    measure.measure_id,
    measure.title,
    measure.definition,
    measure.unit,
    measure.aggregation,
    measure.better,
    measure.frequency,
    measure.provisional_months,
    measure.owner,
    measure.caveats,
    plan_measure.plan_id,
    plan_measure.priority_id,
    priority.title as priority_title,
    plan_measure.register_id,
    parent.title as parent_title,
    plan_measure.indicator,
    plan_measure.metric_text,
    plan_measure.source_owner,
    plan_measure.aim,
    plan_measure.target,
    plan_measure.baseline_start,
    plan_measure.baseline_end,
    plan_measure.baseline_label,
    plan_measure.status,
    plan_measure.recommendation,
    plan_measure.note,
    (
        select list(measure_theme.theme_id)
        from measure_theme
        where measure_theme.measure_id = measure.measure_id
    ) as themes,
    (
        select list(source.title order by measure_source.preference)
        from measure_source
        inner join source using (source_id)
        where measure_source.measure_id = measure.measure_id
    ) as source_titles,
    exists(
        select 1 from measure_reach as reach
        where reach.measure_id = measure.measure_id
    ) as has_figures
from measure
left join plan_measure using (measure_id)
left join plan using (plan_id)
left join priority
    on priority.plan_id = plan_measure.plan_id
    and priority.priority_id = plan_measure.priority_id
left join measure as parent on parent.measure_id = plan_measure.parent_measure_id
order by plan.plan_order nulls last, priority.priority_order, plan_measure.measure_order,
    measure.title
