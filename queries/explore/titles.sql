-- One row per id that people know by a title: sources, measures and offence codes.
-- Used by Explore. `unit` and `minimum_base` are those of measures.
select 'source_id' as column_name, source_id as id, title, null as unit, 0 as minimum_base
from source
union all
select 'measure_id', measure_id, title, unit, minimum_base
from measure
union all
select 'offence_code', offence_code, offence_code || ' ' || offence_name, null, 0
from offence
where not starts_with(offence_code, 'police.uk')
