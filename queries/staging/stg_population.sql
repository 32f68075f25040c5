-- One row per row of a table of residents (of a sheet of persons, all ages): an area at one mid-year.
-- Used by the population importer. Releases compete by force and kind of area, so that one force's
-- small areas replace no other's; a nation is of no force, `*`. `about` is the year that the title
-- or the file's name gives.
with
typed as (
    select
        raw.*,
        try_cast(coalesce(raw.year, raw.about) as integer) as year_number,
        number_of(raw.residents) as amount,
        row_number() over (
            partition by raw.number, raw.area_code, coalesce(raw.year, raw.about)
            order by raw.record
        ) as nth,
        coalesce(lsoa_district.area_code, district.area_code) as district_code,
    from raw
    left join lsoa_district on lsoa_district.lsoa_code = raw.area_code
    left join district on district.area_code = raw.area_code
),
judged as (
    select
        typed.*,
        coalesce(district.force_code, force.force_code, '*') as owner_code,
        district.force_code as district_force_code,
        nullif(concat_ws('; ',
            case
                when typed.area_code is null or not regexp_full_match(typed.area_code, '[A-Z]\d{8}|95[A-Z]{2}\d\d[A-Z]\d')
                    then 'The area is ''' || coalesce(typed.area_code, '') || ''': expected an ONS code '
                        || 'such as E08000035. It may be a footnote or a totals row'
                when typed.nth > 1 then 'The area ' || typed.area_code || ' is given more than once'
            end,
            case
                when typed.year_number is null or typed.year_number not between 1981 and 2100
                    then 'Year is ''' || coalesce(typed.year, typed.about) || ''': expected one such as 2023'
                when typed.year_number > year((select as_at from setting))
                    then 'Year ' || typed.year_number || ' is in the future: expected none after '
                        || year((select as_at from setting))
            end,
            count_fault('Residents', typed.residents)
        ), '') as reason,
    from typed
    left join district on district.area_code = typed.district_code
    left join force on force.force_code = typed.area_code
)
select
    file_id,
    number,
    record,
    row_text,
    reason,
    case
        when district_code is null and regexp_matches(area_code, '^(E01|E0[6-9]|W01|W06)')
            then 'Small areas and districts that are not in the look-up were loaded as they are'
    end as warning,
    left(area_code, 3) as part,
    owner_code as force_code,
    make_date(year_number, 1, 1) as period_start,
    make_date(year_number, 12, 31) as period_end,
    case when district_force_code is not null then district_code end as district,
    area_code,
    year_number as year,
    try_cast(amount as bigint) as residents,
from judged
