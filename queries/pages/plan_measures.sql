-- One row per measure of a Plan, narrowed by priority and theme, in the Plan's order.
-- Used for the choice of measure. `has_figures` says whether anything is loaded for it.
select
    measure_id,
    title,
    bool_or(has_figures_anywhere) as has_figures
from plan_place
where plan_id = $plan
    and area_type = 'force'
    and ($priority is null or priority_id = $priority)
    and ($theme is null or list_contains(themes, $theme))
group by measure_id, title
order by min(place_order)
