-- One row per measure x area: its 12-month figures as a list, one for each month from the first on,
-- and the breaks of its series, each by its day and note. Used by the small trend lines of the Plan's
-- tables and by what is said of a change, whatever the months shown.
select
    measure_id,
    area_code,
    first_end,
    trend,
    coalesce([row(one.starts, one.note) for one in breaks], []) as breaks,
from measure_trend
left join measure_break using (measure_id, area_code)
