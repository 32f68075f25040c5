-- One row per small area (LSOA) x category x month-end: street-level incidents of the home force
-- over the 12 months to it, for the latest 24 month-ends. No row where there were none.
-- Used by the map on Districts. It feeds no measure. `months_present` says how many of the 12 months
-- are loaded: the counts are over those only. ASB has its own category and is in no other.
with
-- The home force is first among the forces.
home as (
    select area_code as force_code from area where area_type = 'force' order by area_order limit 1
),
covered as (
    select
        coverage.period_start as month,
        coverage.is_sample,
    from coverage
    semi join home on home.force_code = coverage.area_code
    where coverage.source_id = 'police_uk'
    group by all
),
window_end as (
    select
        latest.period_end,
        count(*)::integer as months_present,
        bool_or(covered.is_sample) as is_sample,
    from (
        select last_day(month) as period_end from covered order by month desc limit 24
    ) as latest
    inner join covered
        on covered.month <= latest.period_end
        and covered.month > latest.period_end - interval 1 year
    group by latest.period_end
    having count(distinct covered.is_sample) = 1
),
-- Nothing before the first of the windows is needed, however long the series.
reach as (
    select (min(period_end) - interval 1 year)::date as after from window_end
),
recorded as (
    select month, lsoa_code, area_code, offence.offence_name as category, offences as incidents
    from crime
    semi join home using (force_code)
    inner join offence using (offence_code)
    where source_id = 'police_uk' and month > (select after from reach)
    union all
    select month, lsoa_code, area_code, 'Anti-social behaviour', incidents
    from asb
    semi join home using (force_code)
    where source_id = 'police_uk' and month > (select after from reach)
),
monthly as (
    select
        recorded.month,
        recorded.lsoa_code,
        recorded.area_code,
        recorded.category,
        sum(recorded.incidents)::bigint as incidents,
    from recorded
    inner join district on district.area_code = recorded.area_code
    semi join home on home.force_code = district.force_code
    where recorded.lsoa_code is not null
    group by all
),
with_total as (
    select * from monthly
    union all
    select month, lsoa_code, area_code, 'All crime', sum(incidents)::bigint
    from monthly
    where category <> 'Anti-social behaviour'
    group by all
)
select
    with_total.lsoa_code,
    with_total.area_code,
    with_total.category,
    window_end.period_end,
    sum(with_total.incidents)::bigint as incidents,
    any_value(window_end.months_present) as months_present,
    any_value(window_end.is_sample) as is_sample,
from window_end
inner join with_total
    on with_total.month <= window_end.period_end
    and with_total.month > window_end.period_end - interval 1 year
group by
    with_total.lsoa_code, with_total.area_code, with_total.category, window_end.period_end
order by window_end.period_end, with_total.category
