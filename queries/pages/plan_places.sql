-- One row per place of a measure in the Plan x area, in the Plan's order, with all that is the same
-- for every month. Used by every page with rows of the Plan's table.
select * exclude (plan_id, area_order, breaks, place_order)
from plan_place
where plan_id = $plan and area_code in $areas
order by place_order
