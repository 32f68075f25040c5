-- One row per caveat, event or series break, for a measure and an area (null: every one).
-- `measure_id` is no_measure where the note is on printed figures of which no measure is defined.
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
