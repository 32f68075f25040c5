-- One row per place of a measure in the Plan x month of a year: its figures in an area, against the
-- baseline and the 12 months before. Used by every page with rows of the Plan's table.
-- All months of a year at once, as readers step from one to the next and to ask at all takes longer
-- than the rows; one area, so that what is kept does not grow with every choice of several.
select * exclude (plan_id)
from plan_figure
where plan_id = $plan
    and period_end between make_date($year, 1, 1) and make_date($year, 12, 31)
    and area_code = $area
    and ($measure is null or measure_id = $measure)
