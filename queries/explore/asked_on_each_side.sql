-- One row: how many people were asked on the smallest side of a comparison of 12 months.
-- Put into held: a change would tell the hidden side to whoever knows the other.
least(
    t.denominator,
    (
        select side.denominator
        from twelve_months as side
        where side.measure_id = t.measure_id
            and side.area_code = t.area_code
            and side.period_end = t.baseline_end
    ),
    (
        select side.denominator
        from twelve_months as side
        where side.measure_id = t.measure_id
            and side.area_code = t.area_code
            and side.period_end = last_day((t.period_end - interval 12 month)::date)
    )
)
