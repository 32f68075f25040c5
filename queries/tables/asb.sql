-- One row per source x force x month x district x LSOA x type of anti-social behaviour (ASB).
-- Used by measure_value and Explore. Incidents are calls for service and are never added to crimes.
create table asb (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    force_code varchar not null,
    month date not null,
    months integer not null,
    area_code varchar,
    lsoa_code varchar,
    asb_type varchar not null,
    incidents bigint not null
);
