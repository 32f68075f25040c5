-- One row per refused row of an input file, with its text as found.
-- Used by Data. `line` counts lines of the file (rows of the sheet) from 1, the header included.
-- A table refused whole is one entry without `row`. `rows` add up to source_file.rows_rejected.
create table rejected_row (
    file_id integer not null,
    table_name varchar,
    line bigint,
    reason varchar not null,
    row varchar,
    rows bigint not null
);
