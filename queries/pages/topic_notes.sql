-- One row per note on the measures of these topics, said once however many measures it is on.
-- Used by pages on one subject. Contradictions between the papers stand on Data.
select
    min(note_id) as note_id,
    starts,
    ends,
    kind,
    note,
    source,
    list_sort(list_distinct(list(measure.title))) as titles,
    list_sort(list_distinct(list(measure_id))) as measure_ids
from data_note
inner join measure using (measure_id)
where topic in $topics and kind <> 'contradiction'
    and (area_code is null or area_code in $areas)
group by starts, ends, kind, note, source
order by starts nulls last, min(note_id)
