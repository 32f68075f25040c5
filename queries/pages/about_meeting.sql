-- One row per body that receives figures.
-- Used by About.
select * from meeting order by meeting_order
