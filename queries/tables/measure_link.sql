-- One row per link from a measure of one Plan to what became of it in a later Plan.
-- Used by About. `kind`: follows, merges, moves, extends. Both ends are register ids.
create table measure_link (
    from_register_id varchar not null,
    to_register_id varchar not null,
    kind varchar not null,
    note varchar,
    source varchar not null
);
