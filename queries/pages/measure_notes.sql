-- One row per data note that bears on a measure and these areas, oldest first.
-- Used by Measure, on its charts and below them. A note of no measure bears on all.
select
    note_id,
    starts,
    ends,
    kind,
    note,
    source,
    measure_id is null as is_general
from data_note
where (measure_id = $measure or measure_id is null)
    and (area_code is null or area_code in $areas)
order by starts nulls last, note_id
