-- One row per smallest part of a measure: those of its topic that count only some of its offences,
-- under no further condition, and that no other such part is within.
-- Used by Crime and ASB, so that the parts shown together never count an offence twice.
with
item as (
    select
        measure_item.measure_id,
        list_sort(list(distinct measure_item.item)) as items,
    from measure_item
    inner join measure using (measure_id)
    inner join measure_source
        on measure_source.measure_id = measure_item.measure_id
        and measure_source.source_id = measure_item.source_id
    where measure.topic = (select topic from measure where measure_id = $measure)
        and measure_source.preference = 1
        and measure_item.part = 'numerator'
        and measure.aggregation = 'sum'
    group by measure_item.measure_id
    having bool_and(
        measure_item.knife is null
        and measure_item.victim_under_25 is null
        and measure_item.outcome_group is null
        and measure_item.sign = 1
    )
),
part as (
    select item.measure_id, item.items
    from item
    inner join item as whole on whole.measure_id = $measure
    where list_has_all(whole.items, item.items) and len(item.items) < len(whole.items)
)
select
    part.measure_id,
    measure.title,
    measure.short_title,
from part
inner join measure using (measure_id)
where not exists (
    select 1
    from part as smaller
    where list_has_all(part.items, smaller.items) and len(smaller.items) < len(part.items)
)
order by measure.title
