-- One row per survey wave x area x question x answer, for waves that had ended by the month shown.
-- Used by Victims. Different surveys are never one series: pages show each by itself.
select
    survey_id,
    survey_title,
    period_start,
    period_end,
    area_code,
    area_name,
    area_type,
    question,
    answer,
    respondents,
    base,
    percent,
    status
from survey_result
inner join area using (area_code)
where period_end <= $period_end and area_code in $areas
order by survey_title, period_end desc, area_order, question, percent desc nulls last, answer
