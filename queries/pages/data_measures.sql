-- One row per place of a measure in a Plan, and one for each measure that stands in no Plan.
-- Used by Data, to say which sources a Plan, a priority or a theme rests on. `source_preference` are
-- the sources that can give the measure, first choice first.
select
    plan_measure.plan_id,
    plan_measure.priority_id,
    measure.measure_id,
    measure.source_preference,
    coalesce(
        (
            select list(measure_theme.theme_id)
            from measure_theme
            where measure_theme.measure_id = measure.measure_id
        ),
        []
    ) as themes
from measure
left join plan_measure using (measure_id)
order by plan_measure.plan_id, plan_measure.priority_id, measure.measure_id
