-- One row per cross-cutting theme of a Plan.
-- Used by the filter bar.
create table theme (
    theme_id varchar primary key,
    title varchar not null,
    objective varchar,
    theme_order integer not null,
    source varchar
);
