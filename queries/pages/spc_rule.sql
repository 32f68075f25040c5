-- One row: the constants of the control charts.
-- Used by What changed, where the rules are printed beside the signals.
select * from spc_rule
