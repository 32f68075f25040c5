-- One row per row of twelve_months, with all that pages say beside the figure: of its measure, area,
-- source, residents and series breaks. Used by pages and the briefing; made at build time, as these
-- joins took most of their time. Of figures that are not null, `next_end` is the one after: until
-- then it is the latest. `is_added`: the residents are the districts' added up, see area_residents.
select
    figure.measure_id,
    measure.title,
    measure.short_title,
    measure.topic,
    measure.unit,
    measure.decimals,
    measure.scale,
    measure.aggregation,
    measure.better,
    measure.minimum_base,
    figure.area_code,
    area.area_name,
    area.area_type,
    area.area_order,
    figure.period_start,
    figure.period_end,
    case
        when figure.value is not null
            then lead(figure.period_end) over (
                partition by figure.measure_id, figure.area_code, figure.value is null
                order by figure.period_end
            )
    end as next_end,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.status,
    figure.months_present,
    figure.missing_because,
    figure.source_id,
    source.title as source_title,
    figure.is_sample,
    estimate.residents,
    estimate.year as population_year,
    estimate.is_added,
    measure_break.breaks,
from twelve_months as figure
inner join measure using (measure_id)
inner join area using (area_code)
left join source using (source_id)
left join area_residents as estimate
    on estimate.area_code = figure.area_code
    and estimate.is_sample = figure.is_sample
    and estimate.from_day <= figure.period_end
    and estimate.to_day > figure.period_end
left join measure_break using (measure_id, area_code)
order by figure.measure_id, figure.area_code, figure.period_end
