-- One row per note on these measures that bears on the periods of the briefing, said once.
-- Used by the briefing. $since is the start of the earliest period that is compared with. What the
-- papers contradict each other in stands on Data, not here.
select
    min(note_id) as note_id,
    starts,
    ends,
    kind,
    note,
    data_note.source,
    list_sort(list_distinct(list(measure.title))) as titles,
    list_sort(list_distinct(list(measure_id))) as measure_ids
from data_note
inner join measure using (measure_id)
where measure_id in $measures
    and kind <> 'contradiction'
    and (area_code is null or area_code in $areas)
    and (starts is null or starts <= $period_end)
    and (ends is null or ends >= $since)
group by starts, ends, kind, note, data_note.source
order by kind <> 'series_break', kind <> 'event', starts nulls last, min(note_id)
