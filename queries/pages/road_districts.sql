-- One row per district asked for: people hurt in the 12 months shown, and its residents.
-- Used by Roads. The residents are those that the Districts page sets against the same 12 months:
-- the latest mid-year estimate (30 June) not after their end, else the earliest, and made-up
-- figures only ever meet made-up estimates.
select
    road_twelve_months.area_code,
    area.area_name,
    road_twelve_months.fatal,
    road_twelve_months.serious,
    road_twelve_months.slight,
    road_twelve_months.total,
    road_twelve_months.killed_or_serious,
    road_twelve_months.adjusted_killed_or_serious,
    estimate.year as residents_year,
    estimate.residents
from road_twelve_months
inner join area using (area_code)
left join area_residents as estimate
    on estimate.area_code = road_twelve_months.area_code
    and estimate.is_sample = road_twelve_months.is_sample
    and estimate.from_day <= road_twelve_months.period_end
    and estimate.to_day > road_twelve_months.period_end
where road_twelve_months.unit = 'casualty'
    and road_twelve_months.period_end = $period_end
    and road_twelve_months.area_code in $areas
order by area.area_order
