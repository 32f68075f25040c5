-- One row per word of the field and what it means here.
-- Used by About and by the notes of exports.
create table term (
    term varchar not null,
    meaning varchar not null
);
