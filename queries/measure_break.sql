-- One row per measure x area with any figure whose series has breaks: each by the day that it
-- starts and its note, in order of the notes. Used by the pages and the briefing that compare two
-- periods, to say what lies between them.
-- One that took a while lies between two periods also where the earlier one ends within it: its
-- note has the day after it ended too.
-- A note without a measure or an area is on every one; one on a force is on its districts too.
with
point as (
    select
        measure_id,
        area_code,
        note,
        starts,
    from data_note
    where kind = 'series_break'
    union
    select
        measure_id,
        area_code,
        note,
        ends + 1,
    from data_note
    where kind = 'series_break' and ends is not null
)
select
    reach.measure_id,
    reach.area_code,
    list(distinct {'note': point.note, 'starts': point.starts}
        order by {'note': point.note, 'starts': point.starts}) as breaks,
from measure_reach as reach
inner join area using (area_code)
inner join point
    on (point.measure_id is null or point.measure_id = reach.measure_id)
    and (
        point.area_code is null
        or point.area_code in (reach.area_code, area.parent_code)
    )
group by reach.measure_id, reach.area_code
order by reach.measure_id, reach.area_code
