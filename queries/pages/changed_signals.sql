-- One row per measure x area with a control chart that reaches into the last 12 months, at its
-- latest month not after the one shown; `rule` is null where that month is not unusual.
-- Used by What changed and the briefing, which take the measures that they are of.
select * exclude (next_end)
from chart_point
where area_code in $areas
    and period_end <= $period_end
    and period_end > $period_end - interval 12 month
    and (next_end is null or next_end > $period_end)
order by area_order, title
