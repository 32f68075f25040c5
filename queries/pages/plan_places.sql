-- One row per place of a measure in a Plan x area, in the Plan's order, with all that is the same for
-- every month. Used by every page with rows of a Plan's table.
select * exclude (area_order, breaks, place_order)
from plan_place
order by place_order
