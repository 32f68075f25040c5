-- One row: when and from what this database was built.
-- Used by the banner and the "data as at" line of every page.
select
    build_id,
    built_at,
    as_at,
    home_force_code,
    home_force_name,
    has_sample,
    has_real,
    latest_month,
    default_plan_id,
    definitions_folder
from build_info
