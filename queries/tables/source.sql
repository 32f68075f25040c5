-- One row per source of data the product can read.
-- Used wherever a figure names its source, and to say when the next release is due.
create table source (
    source_id varchar primary key,
    title varchar not null,
    publisher varchar not null,
    licence varchar not null,
    url varchar,
    release_lag_days integer,
    release_every_months integer,
    note varchar
);
