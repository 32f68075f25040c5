-- One row per call: what the two Home Office layouts share, as macros.
-- Used by the home_office importer, before its staging. What cannot be read comes back as null.

-- 2017/18 quarter 1 starts on 1 April 2017; the two halves of the year must fit each other.
create or replace temp macro quarter_start(financial_year, quarter) as
    case
        when regexp_full_match(financial_year, '20\d\d ?[-/–] ?(20)?\d\d')
            and right(financial_year, 2)::integer = (left(financial_year, 4)::integer + 1) % 100
            and regexp_full_match(quarter, '(?i)(q|quarter)? ?[1-4](\.0)?')
            then (
                make_date(left(financial_year, 4)::integer, 4, 1)
                + to_months(3 * (regexp_extract(quarter, '[1-4]')::integer - 1))
            )::date
    end;

-- Zero comes as 0, - or -00, padded with spaces; a real negative is a correction.
create or replace temp macro corrected_count(given) as
    case
        when regexp_full_match(given, '-\s*(0+)?') then 0
        when is_whole(number_of(given)) then try_cast(number_of(given) as bigint)
    end;

create or replace temp macro quarter_fault(financial_year, quarter, starts_on, as_at) as
    case
        when starts_on is null
            then 'Financial year and quarter are ''' || coalesce(financial_year, '') || ''' and '''
                || coalesce(quarter, '') || ''': expected a year such as 2017/18 and a quarter 1 to 4'
        when starts_on > as_at
            then 'Quarter ' || quarter || ' of ' || financial_year || ' is in the future: expected '
                || 'none after ' || strftime(as_at, '%-d %B %Y')
    end;

create or replace temp macro coded_fault(given) as
    case
        when given is null then 'Offence code is empty: expected a Home Office code such as 28E'
        when is_date_by_accident(given)
            then said('Offence code', given) || ' is a date: a spreadsheet has changed a code'
                || coalesce(' that was probably ' || before_excel(given), '')
                || '. Fetch the file again and do not save it from a spreadsheet'
    end;

-- 04-Aug was typed as 4/8 in a spreadsheet of the United Kingdom.
create or replace temp macro before_excel(given) as
    strftime(
        try_strptime(
            coalesce(nullif(regexp_extract(given, '\d{4}-\d\d-\d\d'), ''), given || ' 2000'),
            ['%Y-%m-%d', '%d-%b %Y', '%d %b %Y']
        ),
        '%-d/%-m'
    );

create or replace temp macro corrected_fault(given) as
    case
        when given is null then 'The number of offences is empty: expected 0 where there were none'
        when corrected_count(given) is null
            then said('The number of offences', given) || ' is no whole number'
    end;

create or replace temp macro code_warning(code, is_listed) as
    case
        when not is_listed
            then 'Offence code ' || code || ' is not in the list: loaded, in no measure'
    end;

create or replace temp macro correction_warning(given) as
    case when corrected_count(given) < 0 then 'Negative numbers were loaded: they are corrections' end;
