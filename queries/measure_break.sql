-- One row per measure x area with any figure whose series has breaks: each by the day that it
-- starts and its note, in order of the notes. Used by the pages and the briefing that compare two
-- periods, to say what lies between them.
-- A note without a measure or an area is on every one; one on a force is on its districts too.
select
    reach.measure_id,
    reach.area_code,
    list(distinct {'note': data_note.note, 'starts': data_note.starts}
        order by {'note': data_note.note, 'starts': data_note.starts}) as breaks,
from measure_reach as reach
inner join area using (area_code)
inner join data_note
    on data_note.kind = 'series_break'
    and (data_note.measure_id is null or data_note.measure_id = reach.measure_id)
    and (
        data_note.area_code is null
        or data_note.area_code in (reach.area_code, area.parent_code)
    )
group by reach.measure_id, reach.area_code
order by reach.measure_id, reach.area_code
