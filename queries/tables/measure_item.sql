-- One row per item that a measure counts, for one source, in its numerator or denominator.
-- Used by measure_value. `item` is an offence code, an ASB type, a victim group, a casualty or
-- collision item, a survey question with its answer, or `*` for all; the three conditions narrow
-- it where they are not null. `sign` is 1, or -1 for what is taken off.
create table measure_item (
    measure_id varchar not null,
    source_id varchar not null,
    part varchar not null,
    item varchar not null,
    knife boolean,
    victim_under_25 boolean,
    outcome_group varchar,
    sign integer not null
);
