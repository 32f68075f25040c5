-- One row: whether the figure of a measure is a share of people asked, as its smallest base says.
-- Put into held.
t.measure_id in (select measure_id from measure where hide_below_base > 0)
