-- One row per call: what the staging files of road casualties (STATS19) share, as macros.
-- Used by the stats19 importer, before any staging. What cannot be read comes back as null.

-- A code as published: -1 is missing, in text columns too, and 1.0 is 1 after a spreadsheet.
create or replace temp macro stats19_cell(given) as
    nullif(regexp_replace(given, '^(-?\d+)\.0+$', '\1'), '-1');

-- An index is text: 2010450000123 becomes 2.01045E+12 in a spreadsheet, and is lost.
create or replace temp macro stats19_is_rounded(given) as
    regexp_full_match(given, '\d(\.\d+)?[eE]\+?\d+') and contains(upper(given), 'E+');

-- UK dates and ISO dates, with or without midnight.
create or replace temp macro stats19_any_day(given) as
    try_strptime(
        regexp_replace(given, '[ T]00:00(:00(\.0+)?)?Z?$', ''),
        ['%d/%m/%Y', '%Y-%m-%d', '%d-%m-%Y', '%d-%b-%Y']
    )::date;

-- The records begin in 1979.
create or replace temp macro stats19_day(given) as
    case
        when year(stats19_any_day(given)) between 1979 and 2100 then stats19_any_day(given)
    end;

create or replace temp macro stats19_year(given) as
    case
        when try_cast(stats19_cell(given) as integer) between 1979 and 2100
            then try_cast(stats19_cell(given) as integer)
    end;

-- The index begins with the year of the collision.
create or replace temp macro stats19_index_year(index) as stats19_year(left(index, 4));

create or replace temp macro stats19_index_fault(what, index) as
    case
        when index is null then what || ' is empty: the row cannot be told from others'
        when stats19_is_rounded(index)
            then what || ' ''' || index || ''' was rounded by a spreadsheet: fetch the file again '
                || 'and do not save it from a spreadsheet'
    end;

create or replace temp macro stats19_severity_fault(given, severity) as
    case
        when severity is null
            then 'Severity ''' || coalesce(given, '') || ''' is not known: '
                || 'expected 1, 2 or 3, or Fatal, Serious or Slight'
    end;

-- A probability between 0 and 1; null where the file has none.
create or replace temp macro stats19_chance(given) as
    case
        when try_cast(given as double) between 0 and 1 then try_cast(given as double)
    end;

create or replace temp macro stats19_chance_fault(header, given) as
    case
        when stats19_cell(given) is not null and stats19_chance(given) is null
            then header || ' ''' || given || ''' is not a probability: expected 0 to 1'
    end;

create or replace temp macro stats19_age_group(age, age_band) as
    case
        when age between 0 and 15 or (age is null and age_band in ('0 to 5', '6 to 10', '11 to 15'))
            then '0 to 15'
        when age between 16 and 24 then '16 to 24'
        when age between 25 and 59 then '25 to 59'
        when age >= 60 then '60 and over'
    end;

-- One row per code or label of a variable, in lower case, with our word for it.
create or replace temp macro stats19_word(wanted) as table
    select
        unnest([code, lower(label)]) as key,
        any_value(value) as value,
    from stats19_code
    where variable = wanted
    group by key;

-- One row per collision of any release read so far: where and when its people were hurt.
create or replace temp macro stats19_known_collision() as table
    select
        collision_id,
        arg_max(force_code, file_id) as force_code,
        arg_max(area_code, file_id) as area_code,
        arg_max(year(date), file_id) as year,
    from collision
    group by collision_id;

-- The slices of people and vehicles go by the year and force of their collision.
create or replace temp macro stats19_year_fault(year) as
    case
        when year is null
            then 'The year is not known: no collision of this index was read, and neither a year '
                || 'column nor the first four digits of the index give one'
    end;

create or replace temp macro stats19_unplaced(force_code) as
    case
        when force_code is null
            then 'Its collision is in no file read: no date, force or district, and it counts '
                || 'nowhere until the collision file is there'
    end;
