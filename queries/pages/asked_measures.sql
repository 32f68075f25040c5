-- One row per measure that is a share of people asked x survey question that it is an answer to.
-- Used by Victims, to keep what belongs to a priority and a theme. A null question is the force's
-- satisfaction return.
select distinct
    measure_id,
    case when source_id = 'survey' then split_part(substr(item, 9), ' | ', 1) end as survey_id,
    case when source_id = 'survey' then split_part(item, ' | ', 2) end as question
from measure_item
where source_id in ('survey', 'force_satisfaction')
order by measure_id
