-- One row per source x covered month-end: the 12 months to it.
-- Put into group_counted.
select distinct
    source_id,
    is_sample,
    scope,
    (date_trunc('month', period_end) - interval 11 month)::date as period_start,
    period_end
from covered
