-- One row per row of the Home Office table: offences of one code in one partnership and quarter.
-- Used by the home_office importer. A Community Safety Partnership (CSP) is placed by its code or
-- name where that is a district's; one of several districts, or of none, loads for the force alone.
with
named as (
    select
        raw.*,
        force_alias.force_code,
        coalesce(coded.area_code, called.area_code) as placed_in,
        quarter_start(raw.financial_year, raw.financial_quarter) as starts_on,
        coalesce(offence.offence_code, offence_code_of(raw.offence_code)) as code,
        offence.offence_code is not null as is_listed,
    from raw
    left join force_alias on force_alias.alias = lower(raw.force_name)
    left join offence
        on replace(upper(offence.offence_code), ' ', '') = offence_code_of(raw.offence_code)
    left join district as coded on coded.area_code = upper(raw.ons_code)
    left join known_district() as called on called.key = plain_name(raw.csp_name)
),
judged as (
    select
        *,
        concat_ws('; ',
            force_fault(force_name, force_code),
            case
                when csp_name is null then 'CSP name is empty: expected a Community Safety Partnership'
                when is_total(csp_name)
                    then said('CSP name', csp_name) || ' is a totals row: it would be counted twice'
            end,
            quarter_fault(
                financial_year, financial_quarter, starts_on, (select as_at from setting)
            ),
            coded_fault(offence_code),
            corrected_fault(offences)
        ) as faults,
        note_fault([
            financial_year, financial_quarter, force_name, csp_name, offence_code, offences
        ]) as note,
    from named
)
select
    judged.file_id,
    judged.number,
    judged.record,
    judged.row_text,
    coalesce(judged.note, nullif(judged.faults, '')) as reason,
    nullif(concat_ws('; ',
        code_warning(judged.code, judged.is_listed),
        correction_warning(judged.offences),
        case
            when judged.placed_in is null
                then 'CSP ' || judged.csp_name || ' is no single district: loaded for the force alone'
        end
    ), '') as warning,
    '' as part,
    judged.force_code,
    judged.starts_on as period_start,
    last_day((judged.starts_on + interval 2 month)::date) as period_end,
    case when district.force_code = judged.force_code then judged.placed_in end as district,
    judged.placed_in as area_code,
    judged.code as offence_code,
    corrected_count(judged.offences) as offences,
from judged
left join district on district.area_code = judged.placed_in
