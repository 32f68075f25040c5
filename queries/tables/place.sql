-- One row per file x LSOA, with the sum of the (snapped) co-ordinates of its rows.
-- Used for the map: the mean of the points is where the area is drawn without boundaries.
create table place (
    file_id integer not null,
    slice_id integer not null,
    lsoa_code varchar not null,
    longitude_sum double not null,
    latitude_sum double not null,
    points bigint not null
);
