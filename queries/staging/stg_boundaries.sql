-- One row per area of a boundary file.
-- Used by the boundaries importer. Boundaries have no period and belong to the nation: the dates
-- only stand for "at all times", so that of two shapes of one area the later release is taken.
with
typed as (
    select
        raw.*,
        row_number() over (partition by raw.number, raw.area_code order by raw.record) as nth,
    from raw
)
select
    file_id,
    number,
    record,
    row_text,
    nullif(concat_ws('; ',
        case
            when area_code is null or not regexp_full_match(area_code, '[A-Z]\d{8}')
                then 'The area has no code: expected an ONS code such as E01011264 among its properties'
            when nth > 1 then 'The area ' || area_code || ' is given more than once'
        end,
        case
            when geometry is null
                then 'The shape is empty or not in longitude and latitude: expected a polygon in degrees (WGS84)'
        end
    ), '') as reason,
    coalesce(area_code, '') as part,
    'K04000001' as force_code,
    date '1900-01-01' as period_start,
    date '1900-01-01' as period_end,
    null::varchar as district,
    area_code,
    geometry,
from typed
