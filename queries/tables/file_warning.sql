-- One row per thing worth knowing about a file whose rows were loaded all the same.
-- Used by Data: unlisted offence codes, places not known, columns not used.
-- `table_name` is the sheet or the member of a ZIP, null where tables are read together.
create table file_warning (
    file_id integer not null,
    table_name varchar,
    warning varchar not null,
    rows bigint
);
