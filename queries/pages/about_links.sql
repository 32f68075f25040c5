-- One row per link between an entry of one Plan and an entry of a later one, with their titles.
-- Used by About, to say what became of each measure.
select
    measure_link.from_register_id,
    measure_link.to_register_id,
    measure_link.kind,
    measure_link.note,
    earlier.plan_id as from_plan,
    later.plan_id as to_plan,
    earlier_measure.title as from_title,
    later_measure.title as to_title
from measure_link
inner join plan_measure as earlier on earlier.register_id = measure_link.from_register_id
inner join plan_measure as later on later.register_id = measure_link.to_register_id
inner join measure as earlier_measure on earlier_measure.measure_id = earlier.measure_id
inner join measure as later_measure on later_measure.measure_id = later.measure_id
order by earlier.plan_id, measure_link.from_register_id, measure_link.to_register_id
