-- One row per row of the force's return of anti-social behaviour: month x district x type.
-- Used by the force_returns importer. `district` is null where the place is not known, or lies
-- outside the force, so that a stray row does not count as coverage.
with
placed as (
    select
        raw.* replace (released_of(raw.release_date, raw.about) as release_date),
        month_of(raw.month) as month_on,
        known_force.force_code,
        known_district.area_code,
        known_district.force_code as district_force_code,
        total.force_code is not null as is_force,
        case
            when plain_name(raw.asb_type) in ('personal', 'nuisance', 'environmental')
                then plain_name(raw.asb_type)
            when is_not_known(raw.asb_type) then 'not stated'
        end as kind,
        number_of(raw.incidents) as amount,
    from raw
    left join known_force() as known_force on known_force.key = plain_name(raw.force)
    left join known_district() as known_district on known_district.key = plain_name(raw.district)
    left join known_force() as total on total.key = plain_name(raw.district)
),
already as (
    select distinct file_id, force_code, month, area_code, asb_type,
    from asb
    where source_id = 'force_asb'
),
compared as (
    select
        placed.*,
        row_number() over (one_figure order by placed.record) as nth,
        min(placed.amount) over one_figure as lowest,
        max(placed.amount) over one_figure as highest,
        already.file_id is not null as given_before,
    from placed
    left join already
        on already.file_id = placed.file_id
        and already.force_code = placed.force_code
        and already.month = placed.month_on
        and already.asb_type = placed.kind
        and already.area_code is not distinct from placed.area_code
    window one_figure as (
        partition by
            placed.number, placed.force_code, placed.month_on, placed.kind,
            coalesce(placed.area_code, plain_name(placed.district))
    )
),
judged as (
    select
        *,
        concat_ws('; ',
            force_fault(force, force_code),
            month_fault('Month', month, (select as_at from setting)),
            district_fault(district, area_code is not null, is_force),
            case
                when asb_type is null then 'ASB type is empty: write the type, or Not stated'
                when kind is null and is_total(asb_type)
                    then said('ASB type', asb_type)
                        || ' is a totals row: its incidents are in the others'
                when kind is null
                    then said('ASB type', asb_type)
                        || ' is not one of Personal, Nuisance, Environmental and Not stated'
            end,
            count_fault('Incidents', incidents),
            release_fault(release_date)
        ) as faults,
        note_fault([force, month, district, asb_type, incidents]) as note,
    from compared
)
select
    file_id,
    number,
    record,
    row_text,
    coalesce(
        note,
        nullif(faults, ''),
        repeat_fault('This month, district and type', nth, lowest, highest, given_before)
    ) as reason,
    nullif(concat_ws('; ',
        case when is_not_known(district) then 'The district is not known' end,
        case
            when district_force_code <> force_code then 'The district is not one of the force''s own'
        end
    ), '') as warning,
    '' as part,
    force_code,
    month_on as period_start,
    last_day(month_on) as period_end,
    case when district_force_code = force_code then area_code end as district,
    day_of(release_date) as release_date,
    month_on as month,
    1 as months,
    area_code,
    null::varchar as lsoa_code,
    kind as asb_type,
    try_cast(amount as bigint) as incidents,
from judged
