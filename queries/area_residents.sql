-- One row per area x mid-year estimate x made-up or not: the residents to set against any period
-- that ends from `from_day` until before `to_day`. Used by pages and the briefing for rates.
-- The latest estimate not after the period's end (30 June of its year), else the earliest.
-- `is_added`: none is printed for the force, so its districts are added up, if all have one.
with
printed as (
    select
        population.area_code,
        population.year,
        population.residents,
        source_file.is_sample,
    from population
    inner join source_file using (file_id)
),
added as (
    select
        district.force_code as area_code,
        printed.year,
        sum(printed.residents)::bigint as residents,
        printed.is_sample,
    from district
    inner join printed using (area_code)
    where not exists (
        select 1 from printed as own
        where own.area_code = district.force_code and own.is_sample = printed.is_sample
    )
    group by district.force_code, printed.year, printed.is_sample
    having count(*) = (
        select count(*) from district as every where every.force_code = district.force_code
    )
),
estimate as (
    select *, false as is_added from printed
    union all
    select *, true from added
)
select
    area_code,
    is_sample,
    is_added,
    year,
    residents,
    case when lag(year) over later is null then date '0001-01-01' else make_date(year, 6, 30) end
        as from_day,
    coalesce(make_date(lead(year) over later, 6, 30), date '9999-12-31') as to_day,
from estimate
window later as (partition by area_code, is_sample order by year)
order by area_code, is_sample, year
