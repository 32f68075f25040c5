-- One row per Police and Crime Plan.
-- Used by About.
select * from plan order by plan_order
