-- One row per satisfaction measure of a Plan, with the baseline the Plan prints for it.
-- Used by Victims.
select
    measure_id,
    baseline_start,
    baseline_end,
    baseline_label
from plan_measure
where plan_id = $plan
    and measure_id in (
        select ms.measure_id from measure_source as ms where ms.source_id = 'force_satisfaction'
    )
order by measure_order
