-- One row per person hurt in a road collision.
-- Used by measure_value and Roads. Date, force and district come from the collision, and are
-- null while its file is missing. `mode` is how the person travelled.
create table casualty (
    collision_id varchar not null,
    vehicle_reference varchar,
    casualty_reference varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    date date,
    force_code varchar,
    area_code varchar,
    severity varchar not null,
    adjusted_serious double,
    adjusted_slight double,
    casualty_class varchar,
    mode varchar,
    sex varchar,
    age integer,
    age_group varchar
);
