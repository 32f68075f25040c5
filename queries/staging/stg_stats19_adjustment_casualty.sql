-- One row per row of a severity adjustment look-up for casualties.
-- Used by the stats19 importer; the collisions have been read before, and tell force and year.
with
known as (
    select
        raw.*,
        nullif(raw.collision_index, '-1') as collision_id,
        stats19_cell(raw.vehicle_reference) as vehicle,
        stats19_cell(raw.casualty_reference) as casualty,
        found.force_code as known_force,
        found.area_code,
        coalesce(found.year, stats19_index_year(raw.collision_index)) as year,
        row_number() over (
            partition by raw.collision_index, raw.vehicle_reference, raw.casualty_reference
            order by raw.record
        ) as nth,
    from raw
    left join stats19_known_collision() as found on found.collision_id = raw.collision_index
)
select
    file_id,
    number,
    record,
    row_text,
    nullif(concat_ws('; ',
        stats19_index_fault('Collision index', collision_id),
        case when casualty is null then 'Casualty reference is empty: expected a number' end,
        case
            when stats19_chance(known.adjusted_serious) is null
                then 'Adjusted serious ''' || coalesce(known.adjusted_serious, '')
                    || ''' is not a probability: expected 0 to 1'
        end,
        stats19_chance_fault('Adjusted slight', known.adjusted_slight),
        stats19_year_fault(year),
        case when nth > 1 then 'The casualty stands in this file twice: the first row stands' end
    ), '') as reason,
    'casualty adjustment' as part,
    coalesce(known_force, '*') as force_code,
    make_date(year, 1, 1) as period_start,
    make_date(year, 12, 31) as period_end,
    area_code as district,
    collision_id,
    vehicle as vehicle_reference,
    casualty as casualty_reference,
    stats19_chance(known.adjusted_serious) as adjusted_serious,
    stats19_chance(known.adjusted_slight) as adjusted_slight,
from known
