-- One row per collision of a separate severity adjustment look-up.
-- Used by build/place_casualties, which gives them to the collisions.
create table collision_adjustment (
    collision_id varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    adjusted_serious double not null,
    adjusted_slight double
);
