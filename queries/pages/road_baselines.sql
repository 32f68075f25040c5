-- One row per baseline that any Plan prints for the home force's road measures, oldest first.
-- Used by Roads, which names each: the Plans and Vision Zero take different years.
select
    baseline_start,
    baseline_end,
    min(baseline_label) as label,
    list_sort(list_distinct(list(plan_id))) as plans
from plan_measure
inner join measure using (measure_id)
where measure.topic = 'roads' and baseline_end is not null and baseline_label is not null
group by baseline_start, baseline_end
order by baseline_end
