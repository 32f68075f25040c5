-- One row per place of a measure in a Plan x area x month-end: its figures, against the baseline and
-- the 12 months before. Used by every page with rows of the Plan's table, kept in memory.
from plan_figure
order by plan_id, area_code, period_end
