-- One row per period x area x measure, for measures that arrive as ready numbers.
-- Used by measure_value. Periods may overlap. `status`: final, provisional, suppressed.
create table indicator (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    measure_id varchar not null,
    area_code varchar not null,
    period_start date not null,
    period_end date not null,
    numerator double,
    denominator double,
    value double,
    status varchar not null
);
