-- One row per measure x each of its smallest parts: the measures of its topic that count only some of
-- its offences, under no further condition, and that no other such part is within.
-- Used by Crime and ASB, so that the parts shown together never count an offence twice.
with
item as (
    select
        measure.measure_id,
        measure.topic,
        list_sort(list(distinct measure_item.item)) as items,
    from measure_item
    inner join measure using (measure_id)
    inner join measure_source using (measure_id, source_id)
    where measure_source.preference = 1
        and measure_item.part = 'numerator'
        and measure.aggregation = 'sum'
    group by measure.measure_id, measure.topic
    having bool_and(
        measure_item.knife is null
        and measure_item.victim_under_25 is null
        and measure_item.outcome_group is null
        and measure_item.sign = 1
    )
),
part as (
    select whole.measure_id, item.measure_id as part_id, item.items
    from item as whole
    inner join item using (topic)
    where list_has_all(whole.items, item.items) and len(item.items) < len(whole.items)
)
select
    part.measure_id,
    part.part_id,
    measure.title,
from part
inner join measure on measure.measure_id = part.part_id
where not exists (
    select 1
    from part as smaller
    where smaller.measure_id = part.measure_id
        and list_has_all(part.items, smaller.items)
        and len(smaller.items) < len(part.items)
)
order by part.measure_id, measure.title
