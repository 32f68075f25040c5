-- One row per measure x area: its 12-month figures as a list, one for each month from the first on.
-- Used by the small trend lines of the Plan's tables, whatever the month shown.
select measure_id, area_code, first_end, trend
from measure_trend
where area_code in $areas
