-- One row per group x month-end at which one of its rows ends: the 12 months to it.
-- Put into group_ready.
select distinct
    {keys},
    (date_trunc('month', row_end) - interval 11 month)::date as period_start,
    last_day(row_end) as period_end
from sited
