-- One row per figure that arrived ready, with or without its parts: indicator, satisfaction, survey.
-- Used by measure_value and twelve_months. Periods may overlap here.
with
figure as (
    select
        'indicator: ' || measure_id as item,
        source_id, file_id, area_code, period_start, period_end,
        numerator, denominator, value, status,
    from indicator
    union all by name
    select
        'satisfaction: ' || victim_group as item,
        source_id, file_id, area_code, period_start, period_end,
        satisfied as numerator, surveyed as denominator, percent as value, status,
    from victim_satisfaction
    union all by name
    select
        'survey: ' || survey_id || ' | ' || question || ' | ' || answer as item,
        source_id, file_id, area_code, period_start, period_end,
        -- A weighted percentage stands as printed, not as respondents / base.
        case
            when respondents is null or abs(100 * respondents / base - percent) > 0.6
                then percent * base / 100
            else respondents
        end as numerator,
        base as denominator, percent as value, status,
    from survey_result
)
select
    measure_item.measure_id,
    figure.source_id,
    figure.area_code,
    figure.period_start,
    figure.period_end,
    source_file.is_sample,
    case
        when figure.status = 'suppressed' then null
        when measure.aggregation = 'sum' then coalesce(figure.numerator, figure.value)
        else figure.numerator
    end as numerator,
    case when figure.status <> 'suppressed' then figure.denominator end as denominator,
    case
        when figure.status = 'suppressed' then null
        when measure.aggregation = 'sum' then coalesce(figure.numerator, figure.value)
        when figure.denominator > 0 then figure.numerator / figure.denominator * measure.scale
        else figure.value
    end as value,
    figure.status,
    figure.file_id,
from figure
inner join measure_item on measure_item.item = figure.item and measure_item.source_id = figure.source_id
inner join measure using (measure_id)
inner join source_file on source_file.file_id = figure.file_id
-- Not available is no figure; suppressed is one that is withheld.
where figure.status = 'suppressed' or coalesce(figure.value, figure.numerator) is not null
