-- One row per area x year: residents at mid-year (ONS estimate).
-- Used for rates per 1,000 residents.
create table population (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    area_code varchar not null,
    year integer not null,
    residents bigint not null
);
