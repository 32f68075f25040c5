-- One row per measure, area and period with more than one figure: there must be none.
-- Used before a build is published.
select
    measure_id,
    area_code,
    period_start,
    count(*) as figures,
from measure_value
group by all
having count(*) > 1
