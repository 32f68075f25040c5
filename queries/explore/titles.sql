-- One row per id that people know by a title: sources, measures and offence codes.
-- Used by Explore. `unit` is that of a measure.
select 'source_id' as column_name, source_id as id, title, null as unit
from source
union all
select 'measure_id', measure_id, title, unit
from measure
union all
select 'offence_code', offence_code, offence_code || ' ' || offence_name, null
from offence
where not starts_with(offence_code, 'police.uk')
