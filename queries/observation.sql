-- One row per source x made-up or real x item x attributes x area x period: what was counted,
-- before any measure.
-- Used by measure_value and Crime and ASB. The one scan of the large tables: everything after it
-- is small whatever was read. Amounts are added up as decimals: what doubles add up to depends on
-- the order of the rows. Force figures go by who recorded, district figures by the place.
with
crime_count as (
    select
        source_id,
        file_id,
        force_code,
        area_code,
        month,
        months,
        offence_code as item,
        knife,
        victim_under_25,
        outcome_group,
        sum(offences)::decimal(38, 12) as amount,
    from crime
    group by all
),
asb_count as (
    select
        source_id,
        file_id,
        force_code,
        area_code,
        month,
        months,
        'asb: ' || asb_type as item,
        sum(incidents)::decimal(38, 12) as amount,
    from asb
    group by all
),
asb_all as (
    select
        * exclude (item, amount),
        'asb: *' as item,
        sum(amount) as amount,
    from asb_count
    group by all
),
collision_month as (
    select
        source_id,
        file_id,
        force_code,
        area_code,
        date_trunc('month', date)::date as month,
        1 as months,
        severity,
        count(*)::decimal(38, 12) as amount,
    from collision
    group by all
),
collision_count as (
    select
        * exclude (severity),
        'collision: ' || severity as item,
    from collision_month
    union all by name
    select
        * exclude (severity, amount),
        'collision: all' as item,
        sum(amount) as amount,
    from collision_month
    group by all
),
casualty_count as (
    select
        source_id,
        file_id,
        force_code,
        area_code,
        date_trunc('month', date)::date as month,
        1 as months,
        'casualty: ' || severity as item,
        count(*)::decimal(38, 12) as amount,
    from casualty
    where date is not null
    group by all
),
-- A sum of probabilities: as if every force had used injury-based reporting throughout.
casualty_adjusted as (
    select
        source_id,
        file_id,
        force_code,
        area_code,
        date_trunc('month', date)::date as month,
        1 as months,
        'casualty: adjusted serious' as item,
        sum(adjusted_serious::decimal(38, 12)) as amount,
    from casualty
    where date is not null and severity <> 'fatal'
    group by all
),
counted as (
    select * from crime_count
    union all by name
    select * from asb_count
    union all by name
    select * from asb_all
    union all by name
    select * from collision_count
    union all by name
    select * from casualty_count
    union all by name
    select * from casualty_adjusted
),
-- Another force's rows that lie in a district may be real where the district's own are made up.
marked as (
    select
        counted.* exclude (file_id),
        source_file.is_sample,
    from counted
    inner join source_file using (file_id)
),
by_force as (
    select
        * exclude (force_code, area_code, amount),
        force_code as area_code,
        sum(amount) as amount,
    from marked
    group by all
),
by_district as (
    select
        * exclude (force_code, amount),
        sum(amount) as amount,
    from marked
    where area_code is not null
    group by all
),
final as (
    select * from by_force
    union all by name
    select * from by_district
)
select
    source_id,
    is_sample,
    item,
    knife,
    victim_under_25,
    outcome_group,
    area_code,
    month as period_start,
    last_day((month + to_months(months - 1))::date) as period_end,
    amount::double as amount,
from final
