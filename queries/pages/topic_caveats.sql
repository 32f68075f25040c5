-- One row per caveat of these measures that says its definition is not settled.
-- Used by Crime and ASB.
with
said as (
    select title, unnest(caveats) as caveat
    from measure
    where measure_id in $measures
)
select title, caveat
from said
where caveat ilike '%to be confirmed%'
order by title, caveat
