-- One row per district asked for: people hurt in the 12 months shown, and its residents.
-- Used by Roads. Residents are the latest estimate not after the period's end, else the earliest.
with

estimate as (
    select
        area_code,
        year,
        residents
    from population
    where area_code in $areas
    qualify row_number() over (
        partition by area_code
        order by year > year($period_end::date), abs(year - year($period_end::date))
    ) = 1
)

select
    area_code,
    area_name,
    fatal,
    serious,
    slight,
    total,
    killed_or_serious,
    adjusted_killed_or_serious,
    estimate.year as residents_year,
    estimate.residents
from road_twelve_months
inner join area using (area_code)
left join estimate using (area_code)
where unit = 'casualty' and period_end = $period_end and area_code in $areas
order by area_order
