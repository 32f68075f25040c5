-- One row per survey wave x area x question x answer, for waves that had ended by the month shown.
-- Used by Victims. Different surveys are never one series: pages show each by itself.
-- `break_since` says how the way of asking changed since the wave before, if on record.
select * exclude (area_order)
from survey_wave
where period_end <= $period_end and area_code in $areas
order by survey_title, period_end desc, area_order, question, percent desc nulls last, answer
