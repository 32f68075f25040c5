-- One row per row of the force's crime return: month x district x offence code x attributes.
-- Used by the force_returns importer. `district` is null where the place is not known, or lies
-- outside the force, so that a stray row does not count as coverage.
with
placed as (
    select
        raw.* replace (released_of(raw.release_date, raw.about) as release_date),
        month_of(raw.month) as month_on,
        coalesce(offence.offence_code, offence_code_of(raw.offence_code)) as code,
        known_force.force_code,
        known_district.area_code,
        known_district.force_code as district_force_code,
        total.force_code is not null as is_force,
        offence.offence_code is not null as is_listed,
        yes_no(raw.knife) as is_knife,
        yes_no(raw.victim_under_25) as is_under_25,
        case plain_name(raw.outcome_group)
            when 'outcomes1to8' then 'outcomes_1_8'
            when 'outcomes18' then 'outcomes_1_8'
            when 'otheroutcome' then 'other'
            when 'other' then 'other'
            when 'nooutcomeyet' then 'none'
            when 'nooutcome' then 'none'
            when 'none' then 'none'
        end as outcome,
        number_of(raw.offences) as amount,
    from raw
    left join known_force() as known_force on known_force.key = plain_name(raw.force)
    left join known_district() as known_district on known_district.key = plain_name(raw.district)
    left join known_force() as total on total.key = plain_name(raw.district)
    left join offence
        on offence_code_of(offence.offence_code) = offence_code_of(raw.offence_code)
        and not starts_with(offence.offence_code, 'police.uk:')
),
already as (
    select distinct
        file_id, force_code, month, area_code, offence_code, knife, victim_under_25, outcome_group,
    from crime
    where source_id = 'force_crime'
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
        and already.offence_code = placed.code
        and already.area_code is not distinct from placed.area_code
        and already.knife is not distinct from placed.is_knife
        and already.victim_under_25 is not distinct from placed.is_under_25
        and already.outcome_group is not distinct from placed.outcome
    window one_figure as (
        partition by
            placed.number, placed.force_code, placed.month_on, placed.code,
            coalesce(placed.area_code, plain_name(placed.district)), placed.is_knife,
            placed.is_under_25, placed.outcome
    )
),
judged as (
    select
        *,
        concat_ws('; ',
            force_fault(force, force_code),
            month_fault('Month', month, (select as_at from setting)),
            district_fault(district, area_code is not null, is_force),
            offence_fault(offence_code, is_listed),
            yes_no_fault('Knife enabled', knife),
            yes_no_fault('Victim under 25', victim_under_25),
            case
                when outcome_group is null then 'Outcome group is empty: write one of the three groups'
                when outcome is null and not is_not_known(outcome_group)
                    then said('Outcome group', outcome_group)
                        || ' is not one of Outcomes 1 to 8, Other outcome and No outcome yet'
            end,
            count_fault('Offences', offences),
            release_fault(release_date)
        ) as faults,
        note_fault([
            force, month, district, offence_code, knife, victim_under_25, outcome_group, offences
        ]) as note,
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
        repeat_fault(
            'This month, district, offence code and group of victims and outcomes',
            nth, lowest, highest, given_before
        )
    ) as reason,
    nullif(concat_ws('; ',
        case
            when not is_listed
                then 'Offence code ' || code
                    || ' is a burglary code that the list does not have: loaded, in no measure'
        end,
        case
            when starts_with(about, 'sheet') and code = '4.1'
                then 'Offence code 4.1 (manslaughter): a spreadsheet also makes it of 4.10 '
                    || '(corporate manslaughter), so check these rows'
        end,
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
    code as offence_code,
    is_knife as knife,
    is_under_25 as victim_under_25,
    outcome as outcome_group,
    try_cast(amount as bigint) as offences,
from judged
