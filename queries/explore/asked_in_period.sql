-- One row: how many people were asked for the share of a measure in an area and period.
-- Put into held, for tables that do not say it.
(
    select found.denominator
    from measure_value as found
    where found.measure_id = t.measure_id
        and found.area_code = t.area_code
        and found.period_start = t.period_start
        and found.period_end = t.period_end
)
