-- One row per caveat of a measure of these topics that says its definition is not settled.
-- Used by Crime and ASB.
with
said as (
    select title, unnest(caveats) as caveat
    from measure
    where topic in $topics
)
select title, caveat
from said
where caveat ilike '%to be confirmed%'
order by title, caveat
