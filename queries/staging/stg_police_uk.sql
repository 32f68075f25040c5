-- One row per row of `raw`: a street-level incident, or (gathered) the number of like ones.
-- Used by loading. A row is refused for its month, force or category, never for its place or its
-- outcome: these are left open, with a warning where the file gave something we do not know. Rows
-- not gathered have no outcome, points or number: they are only asked for what was refused.
with
category as (
    select
        lower(replace(offence_code, 'police.uk: ', '')) as name,
        offence_code,
    from offence
    where starts_with(offence_code, 'police.uk: ')
),
-- The look-up is of 2011; an LSOA of 2021 is placed by its name, which starts with its district's.
named as (
    select
        lower(district.area_name) as name,
        min_by(district.area_code, not district.always_expected) as area_code,
    from district
    group by all
),
typed as (
    select
        raw.*,
        case
            when raw.month like '____-__' then try_cast(raw.month || '-01' as date)
            else date_trunc('month', coalesce(
                try_strptime(raw.month, ['%b-%y', '%b-%Y', '%b %Y', '%B %Y', '%Y/%m', '%m/%Y']),
                -- A whole date is a month only where it is the month's first day.
                case
                    when raw.month like '01/%' or raw.month like '1/%'
                        then try_strptime(raw.month, '%d/%m/%Y')
                    when regexp_full_match(raw.month, '\d{4}-\d\d-01( 00:00:00)?')
                        then try_cast(left(raw.month, 10) as timestamp)
                end
            ))::date
        end as first_day,
        force_alias.force_code,
        category.offence_code,
        category.name = 'anti-social behaviour' as is_asb,
        coalesce(lsoa_district.area_code, named.area_code) as area_code,
    from raw
    left join force_alias on force_alias.alias = lower(raw.falls_within)
    left join category on category.name = lower(raw.crime_type)
    left join lsoa_district on lsoa_district.lsoa_code = raw.lsoa_code
    left join named
        on lsoa_district.lsoa_code is null
        and named.name = lower(regexp_replace(raw.lsoa_name, '\s+\S+$', ''))
),
judged as (
    select
        typed.*,
        nullif(concat_ws(
            '; ',
            case
                when month is null then 'Month is empty; expected a month such as 2024-02'
                when first_day is null or first_day < date '2010-12-01'
                    then 'Month is ''' || month
                        || '''; expected a month since December 2010, such as 2024-02'
                when first_day > (select as_at from setting)
                    then 'Month is ''' || month || ''', which is in the future; expected none after '
                        || strftime((select as_at from setting), '%-d %B %Y')
            end,
            case
                when falls_within is null
                    then 'Falls within is empty; expected a force, such as West Yorkshire Police'
                when force_code is null
                    then 'Falls within is ''' || falls_within
                        || '''; expected the name of a police force, such as West Yorkshire Police'
            end,
            case
                when crime_type is null then 'Crime type is empty; expected a category of data.police.uk'
                when offence_code is null
                    then 'Crime type is ''' || crime_type
                        || '''; expected a category of data.police.uk, such as Burglary'
            end
        ), '') as reason,
        nullif(concat_ws(
            '; ',
            case
                when area_code is null and coalesce(lsoa_code, lsoa_name) is not null
                    then 'LSOAs that are not in the look-up and whose name is no district''s were '
                        || 'loaded for the force, without a district'
            end,
            case
                when unknown_outcome is not null and not is_asb
                    then 'Last outcome category ''' || unknown_outcome
                        || ''' is not in the look-up: loaded without an outcome group'
            end
        ), '') as warning,
    from typed
)
select
    file_id,
    number,
    record,
    row_text,
    rows,
    reason,
    warning,
    '' as part,
    force_code,
    first_day as period_start,
    last_day(first_day) as period_end,
    area_code as district,
    area_code,
    lsoa_code,
    offence_code,
    is_asb,
    outcome_group,
    try_cast(longitude as double) as longitude,
    try_cast(latitude as double) as latitude,
    points,
from judged
