-- One row per code of a STATS19 variable, with the word this product uses for it.
-- Used by staging; labels are matched too, as some files hold words. `value` is null for missing.
create table stats19_code (
    variable varchar not null,
    code varchar not null,
    label varchar not null,
    value varchar,
    note varchar,
    primary key (variable, code)
);
