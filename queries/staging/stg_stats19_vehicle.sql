-- One row per row of a vehicle file, of any generation of its layout.
-- Used by the stats19 importer. Electric scooters have a flag of their own, not a type.
with
cleaned as (
    select
        * exclude (collision_index),
        coalesce(
            nullif(collision_index, '-1'), stats19_cell(collision_year) || nullif(reference, '-1')
        ) as collision_id,
        stats19_cell(vehicle_reference) as vehicle,
        stats19_cell(vehicle_type) as type_given,
    from raw
),
known as (
    select
        cleaned.*,
        word.key is not null as is_type,
        case
            when stats19_cell(cleaned.escooter_flag) = '1' then 'e-scooter'
            else word.value
        end as type,
        found.force_code as known_force,
        found.area_code,
        coalesce(
            found.year,
            stats19_year(cleaned.collision_year),
            stats19_index_year(cleaned.collision_id)
        ) as year,
        row_number() over (
            partition by cleaned.collision_id, cleaned.vehicle order by cleaned.record
        ) as nth,
        already.collision_id is not null as is_already,
    from cleaned
    left join stats19_word('vehicle_type') as word on word.key = lower(cleaned.type_given)
    left join stats19_known_collision() as found on found.collision_id = cleaned.collision_id
    left join (
        select distinct file_id, collision_id, vehicle_reference from vehicle
    ) as already
        on already.file_id = cleaned.file_id
        and already.collision_id = cleaned.collision_id
        and already.vehicle_reference = cleaned.vehicle
)
select
    file_id,
    number,
    record,
    row_text,
    nullif(concat_ws('; ',
        stats19_index_fault('Collision index', collision_id),
        case when vehicle is null then 'Vehicle reference is empty: expected a number' end,
        stats19_year_fault(year),
        case
            when vehicle is not null and (nth > 1 or is_already)
                then 'Vehicle ' || vehicle || ' of collision ' || collision_id
                    || ' stands in this file more than once: the first row stands'
        end
    ), '') as reason,
    nullif(concat_ws('; ',
        case
            when type_given is not null and not is_type
                then 'Vehicle type ''' || type_given || ''' is not in the list: left empty'
        end,
        stats19_unplaced(known_force)
    ), '') as warning,
    'vehicle' as part,
    coalesce(known_force, '*') as force_code,
    make_date(year, 1, 1) as period_start,
    make_date(year, 12, 31) as period_end,
    area_code as district,
    collision_id,
    vehicle as vehicle_reference,
    type as vehicle_type,
from known
