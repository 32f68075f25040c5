-- One row per caveat, event, series break or contradiction, with the measures that it bears on.
-- Used by Data. The same note on several measures is one row; no measure at all means every one.
select
    any_value(data_note.note_id) as note_id,
    data_note.kind,
    data_note.note,
    data_note.starts,
    data_note.ends,
    data_note.source,
    data_note.area_code,
    area.area_name,
    list_sort(list_distinct(list(measure.title) filter (measure.title is not null)))
        as measures,
    list_distinct(list(measure.measure_id)) as measure_ids,
    bool_or(data_note.measure_id is null) as is_general
from data_note
left join measure using (measure_id)
left join area using (area_code)
group by data_note.kind, data_note.note, data_note.starts, data_note.ends, data_note.source,
    data_note.area_code, area.area_name
order by data_note.starts desc nulls last, note_id
