-- One row per call: what the staging files of our own templates share, as macros.
-- Used by loading, before any staging. What cannot be read comes back as null, never as a guess.
create or replace temp macro plain_name(given) as
    regexp_replace(lower(strip_accents(replace(given, '&', 'and'))), '[^a-z0-9]', '', 'g');

-- A cell as a person would quote it: "District 'Leads'".
create or replace temp macro said(header, given) as
    header || ' ''' || left(given, 80) || '''';

create or replace temp macro plausible_day(day) as
    case when year(day) between 1990 and 2100 then day end;

-- ISO and UK dates, and the day numbers that spreadsheets keep (44927 is 1 January 2023).
create or replace temp macro day_of(given) as
    plausible_day(case
        when regexp_full_match(given, '\d{5}')
            then date '1899-12-30' + try_cast(given as integer)
        else try_strptime(
            regexp_replace(
                regexp_replace(given, '[ T]00:00(:00(\.0+)?)?Z?$', ''),
                '(?i)sept\b', 'Sep'
            ),
            [
                '%Y-%m-%d', '%d/%m/%y', '%d/%m/%Y', '%d-%m-%y', '%d-%m-%Y', '%d.%m.%Y',
                '%d %B %Y', '%d %b %Y', '%d-%b-%y', '%d-%b-%Y', '%d-%B-%Y'
            ]
        )::date
    end);

-- The first day of a month, however it is written; any day of the month will do.
create or replace temp macro month_of(given) as
    coalesce(
        date_trunc('month', day_of(given))::date,
        plausible_day(try_strptime(
            regexp_replace(given, '(?i)sept\b', 'Sep'),
            [
                '%Y-%m', '%Y/%m', '%m/%Y', '%b-%y', '%b-%Y', '%b %Y', '%b %y', '%B %Y',
                '%B-%y', '%B-%Y', '%Y%m'
            ]
        )::date)
    );

create or replace temp macro start_of(given) as coalesce(day_of(given), month_of(given));

create or replace temp macro end_of(given) as coalesce(day_of(given), last_day(month_of(given)));

-- Thousands separators and a minus of any shape are read; a decimal comma is not.
create or replace temp macro number_of(given) as
    case
        when regexp_full_match(
            replace(replace(given, ' ', ''), '−', '-'),
            '[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][-+]?\d+)?'
        )
            then try_cast(replace(replace(replace(given, ' ', ''), ',', ''), '−', '-') as double)
    end;

create or replace temp macro is_whole(number) as number = round(number) and number < 9e15;

-- The government's shorthand in place of a number, or after it: [c], [x], [z], [p], [b].
create or replace temp macro mark_of(given) as
    nullif(regexp_extract(lower(given), '\[([a-z])\]\s*$', 1), '');

create or replace temp macro without_mark(given) as
    nullif(trim(regexp_replace(given, '\[[A-Za-z]\]\s*$', '')), '');

create or replace temp macro yes_no(given) as
    case
        when plain_name(given) in ('yes', 'y', 'true', '1') then true
        when plain_name(given) in ('no', 'n', 'false', '0') then false
    end;

create or replace temp macro is_not_known(given) as
    plain_name(given) in ('notknown', 'unknown', 'notstated', 'nolocation', 'notrecorded');

create or replace temp macro is_total(given) as
    regexp_matches(lower(given), '\b(total|totals|overall|all|sum|force ?wide)\b');

-- What is wrong with a number of people, crimes or incidents; null where nothing is.
create or replace temp macro count_fault(header, given) as
    case
        when given is null then header || ' is empty: write 0 where there were none'
        when mark_of(given) is not null
            then said(header, given) || ' is no number: a count that adds up needs one'
        when number_of(given) is null
            then said(header, given) || ' is not a number: write it in digits, such as 1234'
        when number_of(given) < 0 then said(header, given) || ' is negative: expected 0 or more'
        when not is_whole(number_of(given))
            then said(header, given) || ' is not a whole number: write the count itself'
    end;

create or replace temp macro month_fault(header, given, as_at) as
    case
        when given is null then header || ' is empty: write a month such as 2023-01'
        when month_of(given) is null
            then said(header, given) || ' is not a month: write it as 2023-01'
        when month_of(given) > as_at
            then said(header, given) || ' is in the future: expected a month up to '
                || strftime(as_at, '%B %Y')
        when last_day(month_of(given)) > as_at
            then said(header, given) || ' is not over: a month can be sent once it has ended'
    end;

create or replace temp macro day_fault(header, given, read) as
    case
        when given is null then header || ' is empty: write a date such as 31/01/2023'
        when read is null then said(header, given) || ' is not a date: write it as 31/01/2023'
    end;

create or replace temp macro period_fault(starts, ends, starts_on, ends_on, as_at) as
    concat_ws('; ',
        day_fault('Start', starts, starts_on),
        day_fault('End', ends, ends_on),
        case when ends_on < starts_on then said('End', ends) || ' is before the start' end,
        case
            when ends_on > as_at
                then said('End', ends) || ' is in the future: expected a day up to '
                    || strftime(as_at, '%d/%m/%Y')
        end,
        case
            when ends_on > starts_on + interval 5 year
                then said('End', ends) || ' is more than five years after the start: check both'
        end
    );

create or replace temp macro period_warning(starts_on, ends_on) as
    case
        when day(starts_on) <> 1 or ends_on <> last_day(ends_on)
            then 'Start and End are not whole months: the figure stands only for the dates given'
    end;

-- The release date of the row, else of the title rows, which `about` brings after its first word.
create or replace temp macro released_of(given, about) as coalesce(given, nullif(about[7:], ''));

create or replace temp macro release_fault(given) as
    case
        when given is not null and day_of(given) is null
            then said('Release date', given) || ' is not a date: write it as 31/01/2023'
    end;

-- A row with one cell filled is a note below the table, or one that somebody began.
create or replace temp macro note_fault(cells) as
    case
        when len(list_filter(cells, lambda cell: cell is not null)) = 1
            then 'Only one cell is filled in ('''
                || left(list_filter(cells, lambda cell: cell is not null)[1], 80)
                || '''): it is a note below the table, or a row that was begun'
    end;

-- Offence codes are text: 37/2 and 37.2 are one code, a composite such as 1/4.1/4.10/4.2 stays.
create or replace temp macro offence_code_of(given) as
    regexp_replace(
        regexp_replace(regexp_replace(upper(given), '\s', '', 'g'), '^0+(\d)', '\1'),
        '^(\d+)/(\d+)$', '\1.\2'
    );

-- 4/8 becomes 04-Aug or a date in a spreadsheet whose column is not text.
create or replace temp macro is_date_by_accident(given) as
    day_of(given) is not null or month_of(given) is not null
    or regexp_full_match(given, '(?i)\d{1,2}[- ][a-z]{3}|[a-z]{3}[- ]\d{1,2}');

create or replace temp macro offence_fault(given, is_listed) as
    case
        when given is null then 'Offence code is empty: write a Home Office code such as 28E'
        when is_date_by_accident(given)
            then said('Offence code', given) || ' is a date: a spreadsheet has changed a code such '
                || 'as 4/8. Make the column text and enter the code again'
        when is_total(given)
            then said('Offence code', given) || ' is a totals row: its offences are in the others'
        when not is_listed and not is_burglary(offence_code_of(given))
            then said('Offence code', given)
                || ' is not in the list of Home Office codes: check it, or add it to the list'
    end;

create or replace temp macro is_burglary(code) as
    regexp_full_match(code, '(28|29|30|31)(\.\d{1,2}|[A-Z]{1,2}\d?)?');

create or replace temp macro district_fault(given, is_known, is_force) as
    case
        when given is null then 'District is empty: write the district, or Not known'
        when is_known or is_not_known(given) then null
        when is_force or is_total(given)
            then said('District', given)
                || ' is a total and no district: its rows would be counted twice'
        else said('District', given) || ' is not a known district: check the spelling'
    end;

create or replace temp macro force_fault(given, code) as
    case
        when given is null then 'Force is empty: write the name of the police force'
        when code is null and is_total(given)
            then said('Force', given) || ' is a totals row: it would be counted twice'
        when code is null then said('Force', given) || ' is not a known police force'
    end;

create or replace temp macro area_fault(given, code, areas) as
    case
        when given is null then 'Area is empty: write the force or the district'
        when areas > 1
            then said('Area', given) || ' is the name of two areas: give the code of one instead'
        when code is null and is_total(given)
            then said('Area', given) || ' is a totals row: name the force or the district it is for'
        when code is null then said('Area', given) || ' is not a known area: check the spelling'
    end;

create or replace temp macro yes_no_fault(header, given) as
    case
        when given is null then header || ' is empty: write Yes, No or Not known'
        when yes_no(given) is null and not is_not_known(given)
            then said(header, given) || ' is not one of Yes, No and Not known'
    end;

-- Rows that name one figure twice: the first stands if they agree, none if they differ.
create or replace temp macro repeat_fault(what, nth, lowest, highest, given_before) as
    case
        when given_before then what || ' stands on another sheet of this file already'
        when lowest is distinct from highest
            then what || ' is given more than once, with different figures: none is loaded'
        when nth > 1 then what || ' is given more than once: the first row stands'
    end;

-- One row per spelling of a force.
create or replace temp macro known_force() as table
    select plain_name(alias) as key, min(force_code) as force_code
    from force_alias
    group by all;

-- One row per name or code of a district. Of two codes of one name that stands by which a force
-- is known to be covered whole: Barnsley and Sheffield have a second one since 2023.
create or replace temp macro known_district() as table
    select
        key,
        arg_max(area_code, always_expected::int || area_code) as area_code,
        arg_max(force_code, always_expected::int || area_code) as force_code,
    from (
        select
            unnest([plain_name(area_name), plain_name(area_code)]) as key,
            area_code,
            force_code,
            always_expected,
        from district
    )
    group by key;

-- One row per name or code of an area that a figure can stand for, and how many areas it may mean.
-- A nation is of no force, which is written `*`.
create or replace temp macro known_area() as table
    with
    named as (
        select unnest([plain_name(area_name), plain_name(area_code)]) as key, area_code, area_type
        from area
        where area_type in ('force', 'district', 'peer_group', 'nation')
        union
        select plain_name(force_alias.alias), force_code, 'force'
        from force_alias
        inner join area on area.area_code = force_alias.force_code
    )
    select
        named.key,
        case
            when count(distinct named.area_code) = 1 then min(named.area_code)
        end as area_code,
        count(distinct named.area_code) as areas,
        any_value(named.area_type) = 'district' as is_district,
        any_value(case named.area_type
            when 'district' then district.force_code
            when 'peer_group' then replace(named.area_code, 'PEER:', '')
            when 'nation' then '*'
            else named.area_code
        end) as force_code,
    from named
    left join district using (area_code)
    group by named.key;

-- A percentage as written, with or without its sign; `82.5%` is 82.5.
create or replace temp macro percent_of(given) as
    number_of(regexp_replace(without_mark(given), '\s*%$', ''));

-- What is wrong with an amount; an empty cell, or one with shorthand only, is no fault here.
create or replace temp macro amount_fault(header, given) as
    case
        when without_mark(given) is null then null
        when number_of(without_mark(given)) is null
            then said(header, given) || ' is not a number: write it in digits, such as 1234.5'
        when number_of(without_mark(given)) < 0
            then said(header, given) || ' is negative: expected 0 or more'
    end;

create or replace temp macro percent_fault(header, given, percent) as
    case
        when without_mark(given) is null then null
        when percent_of(given) is null
            then said(header, given) || ' is not a percentage: write it as 82.5'
        when percent < 0 or percent > 100
            then said(header, given) || ' is not between 0 and 100'
    end;

-- What the shorthand says: [c] suppressed, [p] provisional; [x] and [z] that there is no figure.
create or replace temp macro mark_fault(header, mark) as
    case
        when mark in ('x', 'z')
            then header || ' ''[' || mark || ']'' says that there is no figure: leave the row out'
        when mark not in ('c', 'p', 'b')
            then header || ' ''[' || mark || ']'' is not a shorthand known here: expected [c] or [p]'
    end;

create or replace temp macro status_of(mark) as
    case mark when 'c' then 'suppressed' when 'p' then 'provisional' else 'final' end;

-- 100 where a percentage was written as a fraction, else 1. Where the row has counts, they settle it.
create or replace temp macro percent_times(given, exact, only_fractions) as
    case
        when percent_of(given) is null or ends_with(trim(without_mark(given)), '%') then 1
        when exact is not null
            then case
                when abs(percent_of(given) - exact) <= abs(100 * percent_of(given) - exact) then 1
                else 100
            end
        when only_fractions then 100
        else 1
    end;
