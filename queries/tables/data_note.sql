-- One row per caveat, event or series break, for a measure (null for all that share the topic) and an area.
-- Used on charts and in comparisons. `kind`: caveat, event, series_break, contradiction.
create table data_note (
    note_id varchar not null,
    measure_id varchar,
    area_code varchar,
    starts date,
    ends date,
    kind varchar not null,
    note varchar not null,
    source varchar not null
);
