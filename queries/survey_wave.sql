-- One row per survey wave x area x question x answer, with how the way of asking changed since the wave
-- before (`break_since`), if on record. Used by Victims and the briefing; made at build time, as it is
-- the same for every month.
with
measure_of as (
    select
        item,
        measure_id,
    from measure_item
    where source_id = 'survey' and part = 'both'
),
-- The same answer may make several measures: their breaks are the answer's.
break_of as (
    select
        survey_result.survey_id,
        survey_result.question,
        survey_result.answer,
        survey_result.area_code,
        flatten(list(measure_break.breaks)) as breaks,
    from (select distinct survey_id, question, answer, area_code from survey_result) as survey_result
    inner join measure_of
        on measure_of.item
            = 'survey: ' || survey_id || ' | ' || question || ' | ' || answer
    inner join measure_break using (measure_id, area_code)
    group by all
)
select
    survey_id,
    survey_title,
    period_start,
    period_end,
    area_code,
    area_name,
    area_type,
    area_order,
    question,
    answer,
    respondents,
    base,
    percent,
    status,
    breaks_between(
        break_of.breaks,
        lag(period_start) over answer_waves,
        lag(period_end) over answer_waves,
        period_start,
        period_end
    ) as break_since,
from survey_result
inner join area using (area_code)
left join break_of using (survey_id, question, answer, area_code)
window answer_waves as (
    partition by survey_id, area_code, question, answer order by period_end
)
order by survey_title, period_end, area_code, question, answer
