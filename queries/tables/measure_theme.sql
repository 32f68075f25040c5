-- One row per theme of a measure.
-- Used by the filter bar.
create table measure_theme (
    measure_id varchar not null,
    theme_id varchar not null,
    primary key (measure_id, theme_id)
);
