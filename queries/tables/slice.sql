-- One row per file x part x force x period: the unit in which releases compete.
-- Used to settle which release stands, and to know which periods and districts are covered.
-- `table_place`: which table of the file, where each table is whole; 0 where they add up.
-- `status`: live, superseded. `replaced_by` is the file whose release stands instead.
create table slice (
    slice_id integer primary key,
    file_id integer not null,
    table_place integer not null,
    source_id varchar not null,
    part varchar not null,
    force_code varchar not null,
    period_start date not null,
    period_end date not null,
    districts varchar[] not null,
    rows bigint not null,
    status varchar not null,
    replaced_by integer
);
