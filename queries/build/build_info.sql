-- One row: what this build is. The default plan is the adopted one in force in the latest month.
-- Used by build, last of all.
insert into build_info
with
latest as (
    select max(period_end) as latest_month
    from measure_value
    where area_code = $home_force_code and period_end <= $as_at
),
used as (
    select
        coalesce(bool_or(is_sample), false) as has_sample,
        coalesce(bool_or(not is_sample), false) as has_real,
    from source_file
    where status = 'loaded' and source_id <> 'published'
),
in_force as (
    select plan.plan_id
    from plan
    cross join latest
    where plan.status = 'adopted'
    order by
        coalesce(latest.latest_month, $as_at) between plan.starts and plan.ends desc,
        plan.starts desc
    limit 1
)
select
    $build_id,
    $built_at,
    $as_at,
    $home_force_code,
    (select area_name from area where area_code = $home_force_code),
    $definitions_folder,
    $definitions_path,
    $definitions_digest,
    $folders,
    $product_version,
    used.has_sample,
    used.has_real,
    latest.latest_month,
    (select plan_id from in_force),
    $settings,
from used
cross join latest
