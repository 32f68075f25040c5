-- One row per vehicle in a road collision.
-- Used by Roads and Explore.
create table vehicle (
    collision_id varchar not null,
    vehicle_reference varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    vehicle_type varchar
);
