-- One row per source x area of the home force x run of months that are covered alike.
-- Used by Data, on the coverage grid and in its table.
select
    coverage_run.source_id,
    source.title as source_title,
    coverage_run.is_sample,
    coverage_run.area_code,
    area.area_name,
    area.area_type,
    coverage_run.state,
    coverage_run.period_start,
    coverage_run.period_end,
    coverage_run.months
from coverage_run
inner join source using (source_id)
inner join area using (area_code)
cross join build_info
where area.area_code = build_info.home_force_code
    or (area.area_type = 'district' and area.parent_code = build_info.home_force_code)
order by source.title, coverage_run.is_sample, area.area_order, coverage_run.period_start
