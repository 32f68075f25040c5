-- One row per row of a casualty file, of any generation of its layout.
-- Used by the stats19 importer. The file has neither force nor date: both come from the collision,
-- which is read first. A casualty is told by collision, vehicle and number, as older years
-- number casualties within the vehicle.
with
cleaned as (
    select
        * exclude (collision_index),
        coalesce(
            nullif(collision_index, '-1'), stats19_cell(collision_year) || nullif(reference, '-1')
        ) as collision_id,
        stats19_cell(vehicle_reference) as vehicle,
        stats19_cell(casualty_reference) as casualty,
        try_cast(stats19_cell(casualty_age) as integer) as age_given,
    from raw
),
worded as (
    select
        cleaned.*,
        severity_word.value as severity,
        class_word.value as class,
        mode_word.value as mode,
        sex_word.value as sex,
        band_word.value as age_band,
    from cleaned
    left join stats19_word('casualty_severity') as severity_word
        on severity_word.key = lower(stats19_cell(cleaned.casualty_severity))
    left join stats19_word('casualty_class') as class_word
        on class_word.key = lower(stats19_cell(cleaned.casualty_class))
    left join stats19_word('casualty_type') as mode_word
        on mode_word.key = lower(stats19_cell(cleaned.casualty_type))
    left join stats19_word('sex_of_casualty') as sex_word
        on sex_word.key = lower(stats19_cell(cleaned.casualty_sex))
    left join stats19_word('age_band_of_casualty') as band_word
        on band_word.key = lower(stats19_cell(cleaned.casualty_age_band))
),
known as (
    select
        worded.*,
        found.force_code as known_force,
        found.area_code,
        coalesce(
            found.year,
            stats19_year(worded.collision_year),
            stats19_index_year(worded.collision_id)
        ) as year,
        case when worded.age_given between 0 and 120 then worded.age_given end as age,
        row_number() over (
            partition by worded.collision_id, worded.vehicle, worded.casualty
            order by worded.record
        ) as nth,
        already.collision_id is not null as is_already,
    from worded
    left join stats19_known_collision() as found on found.collision_id = worded.collision_id
    left join (
        select distinct file_id, collision_id, vehicle_reference, casualty_reference from casualty
    ) as already
        on already.file_id = worded.file_id
        and already.collision_id = worded.collision_id
        and already.vehicle_reference is not distinct from worded.vehicle
        and already.casualty_reference = worded.casualty
)
select
    file_id,
    number,
    record,
    row_text,
    nullif(concat_ws('; ',
        stats19_index_fault('Collision index', collision_id),
        case when casualty is null then 'Casualty reference is empty: expected a number' end,
        stats19_severity_fault(known.casualty_severity, severity),
        stats19_chance_fault('Adjusted serious', known.adjusted_serious),
        stats19_chance_fault('Adjusted slight', known.adjusted_slight),
        stats19_year_fault(year),
        case
            when casualty is not null and (nth > 1 or is_already)
                then 'Casualty ' || casualty || ' of vehicle ' || coalesce(vehicle, 'none')
                    || ' of collision ' || collision_id
                    || ' stands in this file more than once: the first row stands'
        end
    ), '') as reason,
    stats19_unplaced(known_force) as warning,
    'casualty' as part,
    coalesce(known_force, '*') as force_code,
    make_date(year, 1, 1) as period_start,
    make_date(year, 12, 31) as period_end,
    area_code as district,
    collision_id,
    vehicle as vehicle_reference,
    casualty as casualty_reference,
    severity,
    stats19_chance(known.adjusted_serious) as adjusted_serious,
    stats19_chance(known.adjusted_slight) as adjusted_slight,
    class as casualty_class,
    mode,
    sex,
    age,
    stats19_age_group(age, age_band) as age_group,
from known
