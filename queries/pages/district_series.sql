-- One row per area x month-end of a measure: its 12-month figure with the residents to set it
-- against. Used by Districts. The residents are the latest mid-year estimate (30 June) not after
-- the period's end, else the earliest, and made-up figures only ever meet made-up estimates.
with
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
    estimate.residents,
    estimate.year as population_year,
from figure
inner join area using (area_code)
left join source using (source_id)
left join area_residents as estimate
    on estimate.area_code = figure.area_code
    and estimate.is_sample = figure.is_sample
    and estimate.from_day <= figure.period_end
    and estimate.to_day > figure.period_end
order by area.area_order, figure.period_end
