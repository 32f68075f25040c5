-- One row: the constants of the control charts.
-- Used by control_chart and signal, and by the pages that print the rules: each stands here only.
-- The first four and the pattern lengths are those of NHS England's Making Data Count
-- (NHSRplotthedots); the others say when a chart, or an adjustment for season, makes sense.
select
    2.66 as limit_factor,
    3.267 as range_factor,
    2.0 / 3 as warning_share,
    12 as points_for_firm_limits,
    7 as run_length,
    6 as trend_length,
    3 as near_window,
    2 as near_points,
    36 as points_for_season,
    2 as years_for_season,
    30 as mean_for_season,
    5 as smallest_mean
