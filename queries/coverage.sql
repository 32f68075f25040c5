-- One row per source x part x area x period that a live release covers whole.
-- Used by measure_value, which turns "covered, and nothing recorded" into zero and leaves the rest
-- missing; and by Data. A force is covered when every district of it is, or when the release is at
-- force level. A STATS19 year covers the months in which the force has a record, so that a part-year
-- release is not read as twelve months, and none where there are fewer than three records a month:
-- that is a sample of rows, for the smallest force (City of London) has some fifteen. `has_…` say
-- whether every row carries the attribute: without it a count of knife crime would be zero, which
-- is wrong.
with
release as (
    select
        slice.*,
        source_file.is_sample,
    from slice
    inner join source_file using (file_id)
    where slice.status = 'live'
),
crime_attribute as (
    select
        slice_id,
        bool_and(knife is not null) as has_knife,
        bool_and(victim_under_25 is not null) as has_under_25,
        bool_and(outcome_group is not null) as has_outcome,
    from crime
    group by slice_id
),
casualty_attribute as (
    select
        slice_id,
        bool_and(adjusted_serious is not null) as has_adjustment,
    from casualty
    group by slice_id
),
-- People are dated by their collisions, so a casualty release reaches as far as those do.
road_record as (
    select slice_id, date_trunc('month', date)::date as month from collision
    union all
    select slice_id, date_trunc('month', date)::date as month from casualty where date is not null
),
road_month as (
    select distinct
        slice_id,
        month,
    from road_record
    qualify
        count(*) over (partition by slice_id)
        >= 3 * count(distinct month) over (partition by slice_id)
),
monthly as (
    select
        release.* exclude (period_start, period_end),
        road_month.month as period_start,
        last_day(road_month.month) as period_end,
    from release
    inner join road_month using (slice_id)
    where release.source_id = 'stats19'
),
period as (
    select * from monthly
    union all by name
    select * from release
    where source_id in ('police_uk', 'force_crime', 'force_asb', 'home_office_force', 'home_office_csp')
),
expected as (
    select
        force_code,
        list_sort(list(area_code)) as districts,
    from district
    where always_expected
    group by force_code
),
whole_force as (
    select
        period.* exclude (districts),
        period.force_code as area_code,
    from period
    left join expected using (force_code)
    where
        len(period.districts) = 0
        or list_has_all(period.districts, coalesce(expected.districts, []))
),
one_district as (
    select
        period.* exclude (districts),
        district.area_code,
    from period
    inner join district
        on district.force_code = period.force_code
        and list_contains(period.districts, district.area_code)
),
final as (
    select * from whole_force
    union all by name
    select * from one_district
)
select
    final.source_id,
    final.part,
    final.area_code,
    final.force_code,
    final.period_start,
    final.period_end,
    final.is_sample,
    final.file_id,
    final.slice_id,
    coalesce(crime_attribute.has_knife, false) as has_knife,
    coalesce(crime_attribute.has_under_25, false) as has_under_25,
    coalesce(crime_attribute.has_outcome, false) as has_outcome,
    coalesce(casualty_attribute.has_adjustment, false) as has_adjustment,
from final
left join crime_attribute using (slice_id)
left join casualty_attribute using (slice_id)
