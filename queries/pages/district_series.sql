-- One row per area x month-end of a measure: its 12-month figure with the residents to set it
-- against. Used by Districts. The residents are the latest mid-year estimate (30 June) not after
-- the period's end, else the earliest, and made-up figures only ever meet made-up estimates.
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
-- Where no estimate is printed for a force, its districts are added up, if all have one.
added as (
    select
        district.force_code as area_code,
        printed.year,
        sum(printed.residents)::bigint as residents,
        printed.is_sample,
    from district
    inner join printed using (area_code)
    where district.force_code in $areas
        and not exists (
            select 1 from printed as own
            where own.area_code = district.force_code and own.is_sample = printed.is_sample
        )
    group by district.force_code, printed.year, printed.is_sample
    having count(*) = (
        select count(*) from district as every where every.force_code = district.force_code
    )
),
estimate as (
    select *, make_date(year, 6, 30) as estimated_on from printed where area_code in $areas
    union all
    select *, make_date(year, 6, 30) from added
),
earliest as (
    select
        area_code,
        is_sample,
        min(year) as year,
        min_by(residents, year) as residents,
    from estimate
    group by all
),
figure as (
    select *
    from twelve_months
    where measure_id = $measure and area_code in $areas and period_end <= $period_end
)
select
    figure.area_code,
    area.area_name,
    area.area_type,
    figure.period_start,
    figure.period_end,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.status,
    figure.months_present,
    figure.missing_because,
    figure.source_id,
    figure.is_sample,
    source.title as source_title,
    coalesce(estimate.residents, earliest.residents) as residents,
    coalesce(estimate.year, earliest.year) as population_year,
from figure
inner join area using (area_code)
left join source using (source_id)
asof left join estimate
    on estimate.area_code = figure.area_code
    and estimate.is_sample = figure.is_sample
    and estimate.estimated_on <= figure.period_end
left join earliest
    on earliest.area_code = figure.area_code and earliest.is_sample = figure.is_sample
order by area.area_order, figure.period_end
