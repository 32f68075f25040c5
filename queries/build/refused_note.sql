-- One row per measure and file some of whose rows were refused: a caveat on the figures it gives.
-- Used by build, once the figures are there. Rows that were no figures (totals, notes below the
-- table, repeats of a row that stands) make nothing short, and bring no caveat.
insert into data_note by name
with
short as (
    select file_id, sum(rows) as rows
    from rejected_row
    where not regexp_matches(
        reason,
        'is a totals? |footnote or a totals row|note below the table|the first row stands'
        || '|stands on another sheet'
    )
    group by file_id
),

given as (
    select distinct
        measure_value.measure_id,
        measure_value.file_id,
        case area.area_type when 'district' then area.parent_code else area.area_code end
            as area_code,
    from measure_value
    inner join area using (area_code)
)

select
    'refused-' || short.file_id || '-' || given.measure_id || '-' || given.area_code as note_id,
    given.measure_id,
    given.area_code,
    source_file.period_start as starts,
    source_file.period_end as ends,
    'caveat' as kind,
    case short.rows when 1 then '1 row' else format('{:,}', short.rows) || ' rows' end || ' of '
        || source_file.file_name
        || case short.rows when 1 then ' was refused' else ' were refused' end
        || ', so the figures from this file may be too low. The Data page says which and why.'
        as note,
    'Checks on the files read' as source,
from short
inner join source_file using (file_id)
inner join given using (file_id)
