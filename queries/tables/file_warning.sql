-- One row per thing worth knowing about a file whose rows were loaded all the same.
-- Used by Data: unlisted offence codes, places not known, columns not used.
create table file_warning (
    file_id integer not null,
    warning varchar not null,
    rows bigint
);
