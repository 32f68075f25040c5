-- One row per source that can give a measure, in the stated order of preference (1 first).
-- Used by measure_value: sources are never added together.
create table measure_source (
    measure_id varchar not null,
    source_id varchar not null,
    preference integer not null,
    primary key (measure_id, source_id)
);
