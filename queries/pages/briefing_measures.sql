-- One row per measure, with what a briefing needs of it whatever the month and the Plan.
-- Used by the briefing, which adds its place in the Plan.
select
    measure_id,
    title,
    unit,
    decimals,
    caveats,
    themes,
    last_end,
from measure
inner join measure_summary using (measure_id)
order by title
