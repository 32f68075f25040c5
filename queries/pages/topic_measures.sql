-- One row per measure of these topics, with its unit and caveats.
-- Used by pages on one subject, to pick their rows out of a Plan's.
select
    measure_id,
    title,
    topic,
    unit,
    caveats
from measure
where topic in $topics
order by title
