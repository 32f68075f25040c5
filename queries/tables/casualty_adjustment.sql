-- One row per person of a separate severity adjustment look-up (before the main files had them).
-- Used by build/place_casualties, which gives them to the casualties.
create table casualty_adjustment (
    collision_id varchar not null,
    vehicle_reference varchar,
    casualty_reference varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    adjusted_serious double not null,
    adjusted_slight double
);
