-- One row per area x month x mode of travel x age group x sex of people hurt on the roads.
-- Used by Roads. Casualties are people; collisions are in road_twelve_months only. A combination
-- with nobody hurt has no row: whether that is zero or missing is told by road_twelve_months.
-- Size: areas x months x the few modes, age groups and sexes, whatever the number of people.
with

counted as (
    select
        force_code,
        area_code,
        date_trunc('month', date)::date as month,
        coalesce(mode, 'not known') as mode,
        coalesce(age_group, 'not known') as age_group,
        coalesce(sex, 'not known') as sex,
        count(*) filter (where severity = 'fatal') as killed,
        count(*) filter (where severity = 'serious') as serious,
        count(*) filter (where severity = 'slight') as slight,
        sum(adjusted_serious) filter (where severity <> 'fatal') as adjusted_serious,
        sum(adjusted_slight) filter (where severity <> 'fatal') as adjusted_slight
    from casualty
    where date is not null
    group by all
),

placed as (
    select force_code as place, * exclude (force_code, area_code) from counted
    union all by name
    select area_code as place, * exclude (force_code, area_code)
    from counted
    where area_code is not null
)

select
    place as area_code,
    month,
    mode,
    age_group,
    sex,
    sum(killed)::bigint as killed,
    sum(serious)::bigint as serious,
    sum(slight)::bigint as slight,
    coalesce(sum(adjusted_serious), 0) as adjusted_serious,
    coalesce(sum(adjusted_slight), 0) as adjusted_slight
from placed
where place is not null
group by all
order by area_code, month, mode, age_group, sex
