-- One row per place of a measure in any Plan, with its baseline and what became of it.
-- Used by Measure.
select
    plan_id,
    priority_id,
    plan.title as plan_title,
    priority.title as priority_title,
    plan_measure.indicator,
    plan_measure.metric_text,
    plan_measure.aim,
    plan_measure.baseline_start,
    plan_measure.baseline_end,
    plan_measure.baseline_label,
    plan_measure.status,
    plan_measure.recommendation,
    plan_measure.note,
    parent.title as parent_title
from plan_measure
inner join plan using (plan_id)
inner join priority using (plan_id, priority_id)
left join measure as parent on parent.measure_id = plan_measure.parent_measure_id
where plan_measure.measure_id = $measure
order by plan.plan_order, priority.priority_order
