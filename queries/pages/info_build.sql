-- One row: when, by what and from where this database was built.
-- Used by the command `info`.
select
    build_id,
    built_at,
    as_at,
    product_version,
    definitions_folder,
    home_force_name,
    default_plan_id,
    latest_month,
    folders,
    has_sample,
    has_real
from build_info
