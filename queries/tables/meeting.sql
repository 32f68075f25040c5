-- One row per body that receives figures, how often it meets, and what it needs.
-- Used by About. `plans` lists the Plans under which it stands, with spaces between.
create table meeting (
    body varchar not null,
    kind varchar not null,
    cadence varchar not null,
    needs varchar not null,
    source varchar not null,
    abbreviation varchar,
    chair varchar,
    attendees varchar,
    plans varchar,
    note varchar,
    meeting_order integer not null
);
