-- One row per road collision with an injury.
-- Used by measure_value and Roads. Severities: fatal, serious, slight.
-- The adjusted columns are probabilities (DfT severity adjustment), null where the file has none.
create table collision (
    collision_id varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    date date not null,
    force_code varchar not null,
    area_code varchar,
    lsoa_code varchar,
    severity varchar not null,
    adjusted_serious double,
    adjusted_slight double,
    vehicles integer,
    casualties integer,
    speed_limit integer,
    longitude double,
    latitude double
);
