-- One row per row of a collision (accident) file, of any generation of its layout.
-- Used by the stats19 importer. The district comes from the ONS code, else the older local
-- authority code, else the small area (LSOA); the highway authority is another thing.
with
cleaned as (
    select
        * exclude (collision_index),
        coalesce(
            nullif(collision_index, '-1'), stats19_cell(collision_year) || nullif(reference, '-1')
        ) as collision_id,
        stats19_cell(police_force) as force_given,
        stats19_cell(ons_district) as ons_code,
        stats19_cell(old_district) as old_code,
        nullif(nullif(lsoa, '-1'), '') as lsoa_given,
        stats19_day(date) as day,
        stats19_year(collision_year) as file_year,
        try_cast(longitude as double) as x,
        try_cast(latitude as double) as y,
    from raw
),
placed as (
    select
        cleaned.*,
        word.value as severity,
        by_lsoa.lsoa_code as lsoa_known,
        coalesce(by_ons.area_code, by_old.area_code, by_lsoa.area_code) as area_code,
        force_alias.force_code as force_by_name,
        force_by_code.force_code as force_by_code,
    from cleaned
    left join stats19_word('collision_severity') as word
        on word.key = lower(stats19_cell(cleaned.collision_severity))
    left join district as by_ons on by_ons.area_code = cleaned.ons_code
    left join district as by_old on by_old.stats19_code = cleaned.old_code
    left join lsoa_district as by_lsoa on by_lsoa.lsoa_code = cleaned.lsoa_given
    left join force_alias on force_alias.alias = lower(cleaned.force_given)
    left join force as force_by_code on force_by_code.stats19_code = cleaned.force_given
),
known as (
    select
        placed.*,
        case
            when placed.force_given is not null
                then coalesce(placed.force_by_code, placed.force_by_name)
            else district.force_code
        end as force_code,
        row_number() over (partition by placed.collision_id order by placed.record) as nth,
        already.collision_id is not null as is_already,
    from placed
    left join district using (area_code)
    left join (
        select distinct file_id, collision_id from collision
    ) as already
        on already.file_id = placed.file_id and already.collision_id = placed.collision_id
)
select
    file_id,
    number,
    record,
    row_text,
    nullif(concat_ws('; ',
        stats19_index_fault('Collision index', collision_id),
        stats19_severity_fault(known.collision_severity, severity),
        case
            when day is null
                then 'Date ''' || coalesce(known.date, '')
                    || ''' is not a date since 1979: expected one such as 24/06/2023'
            when day > (select as_at from setting)
                then 'Date ''' || known.date || ''' is in the future'
            when year(day) <> file_year
                then 'Date ''' || known.date || ''' is not in ' || file_year
                    || ', the year that the row gives'
        end,
        case
            when force_code is null and force_given is not null
                then 'Police force ''' || force_given || ''' is not in the list of forces'
            when force_code is null
                then 'Police force is empty, and no known district tells it'
        end,
        stats19_chance_fault('Adjusted serious', known.adjusted_serious),
        stats19_chance_fault('Adjusted slight', known.adjusted_slight),
        case
            when collision_id is not null and (nth > 1 or is_already)
                then 'Collision ' || collision_id
                    || ' stands in this file more than once: the first row stands'
        end
    ), '') as reason,
    nullif(concat_ws('; ',
        case when force_given is null then 'No police force is given: taken from the district' end,
        case
            when area_code is null
                then 'The district is not in the list of England and Wales: '
                    || 'the collision counts for its force only'
        end
    ), '') as warning,
    'collision' as part,
    force_code,
    make_date(year(day), 1, 1) as period_start,
    make_date(year(day), 12, 31) as period_end,
    area_code as district,
    collision_id,
    day as date,
    area_code,
    lsoa_given as lsoa_code,
    severity,
    stats19_chance(known.adjusted_serious) as adjusted_serious,
    stats19_chance(known.adjusted_slight) as adjusted_slight,
    try_cast(stats19_cell(vehicles) as integer) as vehicles,
    try_cast(stats19_cell(casualties) as integer) as casualties,
    try_cast(stats19_cell(speed_limit) as integer) as speed_limit,
    case when y between 49 and 61 and x between -9 and 3 then x end as longitude,
    case when y between 49 and 61 and x between -9 and 3 then y end as latitude,
from known
