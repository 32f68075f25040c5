-- One row per local authority district of the look-up, with the force that polices it.
-- Used to place LSOAs and to know when a force is covered whole.
-- `always_expected` is false where a month without a single record is normal (Isles of Scilly).
create table district (
    area_code varchar primary key,
    area_name varchar not null,
    force_code varchar not null,
    stats19_code varchar,
    always_expected boolean not null
);
