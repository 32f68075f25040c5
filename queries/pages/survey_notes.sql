-- One row per survey x note on a measure that is taken from it, said once, with those measures.
-- Used by Victims, beside each survey. A null survey is the force's satisfaction return.
select
    case when source_id = 'survey' then split_part(substr(item, 9), ' | ', 1) end as survey_id,
    min(note_id) as note_id,
    data_note.starts,
    data_note.ends,
    data_note.kind,
    data_note.note,
    data_note.source,
    list_distinct(list(measure_id)) as measure_ids
from data_note
inner join measure_item using (measure_id)
where source_id in ('survey', 'force_satisfaction')
    and data_note.kind <> 'contradiction'
    and (data_note.area_code is null or data_note.area_code in $areas)
group by all
order by survey_id nulls first, data_note.starts nulls last, min(note_id)
