-- One row per row of the Home Office table: offences of one code in one force and quarter.
-- Used by the home_office importer. Homicide has several rows per force and quarter: loading adds.
with
named as (
    select
        raw.*,
        force_alias.force_code,
        quarter_start(raw.financial_year, raw.financial_quarter) as starts_on,
        coalesce(offence.offence_code, offence_code_of(raw.offence_code)) as code,
        offence.offence_code is not null as is_listed,
    from raw
    left join force_alias on force_alias.alias = lower(raw.force_name)
    left join offence
        on replace(upper(offence.offence_code), ' ', '') = offence_code_of(raw.offence_code)
),
judged as (
    select
        *,
        concat_ws('; ',
            force_fault(force_name, force_code),
            quarter_fault(
                financial_year, financial_quarter, starts_on, (select as_at from setting)
            ),
            coded_fault(offence_code),
            corrected_fault(offences)
        ) as faults,
        note_fault([
            financial_year, financial_quarter, force_name, offence_code, offence_description, offences
        ]) as note,
    from named
)
select
    file_id,
    number,
    record,
    row_text,
    coalesce(note, nullif(faults, '')) as reason,
    nullif(concat_ws('; ', code_warning(code, is_listed), correction_warning(offences)), '') as warning,
    '' as part,
    force_code,
    starts_on as period_start,
    last_day((starts_on + interval 2 month)::date) as period_end,
    null::varchar as district,
    null::varchar as area_code,
    code as offence_code,
    corrected_count(offences) as offences,
from judged
