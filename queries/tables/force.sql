-- One row per police force, and per body that records crime without an area of its own.
-- Used to turn names and STATS19 numbers into codes. `geographic` is false for the latter.
create table force (
    force_code varchar primary key,
    force_name varchar not null,
    stats19_code varchar,
    geographic boolean not null
);
