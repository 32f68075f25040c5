-- One row per group x period with rows.
-- Put into group_ready.
select distinct {keys}, period_start, period_end
from sited
