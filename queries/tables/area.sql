-- One row per area that any figure can stand for.
-- Used by every view; small areas (LSOA) are here only where the data name them.
-- A peer group's code is PEER: and the code of the force it is drawn for.
create table area (
    area_code varchar primary key,
    area_name varchar not null,
    area_type varchar not null,
    parent_code varchar,
    area_order integer not null
);
