-- One row per area x month-end x unit (casualties or collisions) with twelve whole months.
-- Used by Roads. Casualties are people, collisions are events: each row is of one unit, and the
-- two are never added. Windows that mix made-up and real months are left out. The adjusted columns
-- are null unless every month has them; collisions have none.
with

covered as (
    select
        area_code,
        part as unit,
        period_start as month,
        bool_and(has_adjustment) as has_adjustment,
        bool_or(is_sample) as is_sample
    from coverage
    where source_id = 'stats19' and part in ('casualty', 'collision')
    group by all
),

casualty_month as (
    select
        area_code,
        'casualty' as unit,
        month,
        sum(killed) as fatal,
        sum(serious) as serious,
        sum(slight) as slight,
        sum(adjusted_serious) as adjusted_serious,
        sum(adjusted_slight) as adjusted_slight
    from road_casualty_month
    group by all
),

collision_count as (
    select
        force_code,
        area_code,
        date_trunc('month', date)::date as month,
        count(*) filter (where severity = 'fatal') as fatal,
        count(*) filter (where severity = 'serious') as serious,
        count(*) filter (where severity = 'slight') as slight
    from collision
    group by all
),

collision_placed as (
    select force_code as place, * exclude (force_code, area_code) from collision_count
    union all by name
    select area_code as place, * exclude (force_code, area_code)
    from collision_count
    where area_code is not null
),

collision_month as (
    select
        place as area_code,
        'collision' as unit,
        month,
        sum(fatal) as fatal,
        sum(serious) as serious,
        sum(slight) as slight,
        null::double as adjusted_serious,
        null::double as adjusted_slight
    from collision_placed
    group by all
),

counted as (
    select * from casualty_month
    union all by name
    select * from collision_month
),

-- A covered month without a record is a month with none.
dense as (
    select
        covered.*,
        coalesce(counted.fatal, 0) as fatal,
        coalesce(counted.serious, 0) as serious,
        coalesce(counted.slight, 0) as slight,
        coalesce(counted.adjusted_serious, 0) as adjusted_serious,
        coalesce(counted.adjusted_slight, 0) as adjusted_slight
    from covered
    left join counted using (area_code, unit, month)
),

windowed as (
    select
        area_code,
        unit,
        last_day(month) as period_end,
        count(*) over twelve as months_present,
        bool_and(has_adjustment) over twelve as has_adjustment,
        bool_or(is_sample) over twelve as is_sample,
        bool_and(is_sample) over twelve as is_all_sample,
        sum(fatal) over twelve as fatal,
        sum(serious) over twelve as serious,
        sum(slight) over twelve as slight,
        sum(adjusted_serious) over twelve as adjusted_serious,
        sum(adjusted_slight) over twelve as adjusted_slight
    from dense
    window twelve as (
        partition by area_code, unit
        order by month
        range between interval 11 month preceding and current row
    )
)

select
    area_code,
    unit,
    (date_trunc('month', period_end) - interval 11 month)::date as period_start,
    period_end,
    fatal::bigint as fatal,
    serious::bigint as serious,
    slight::bigint as slight,
    (fatal + serious + slight)::bigint as total,
    (fatal + serious)::bigint as killed_or_serious,
    case when has_adjustment then adjusted_serious end as adjusted_serious,
    case when has_adjustment then adjusted_slight end as adjusted_slight,
    case when has_adjustment then fatal + adjusted_serious end as adjusted_killed_or_serious,
    is_sample
from windowed
where months_present = 12 and is_sample = is_all_sample
order by area_code, unit, period_end
