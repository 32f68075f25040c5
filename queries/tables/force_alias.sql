-- One row per spelling of a force's name seen in a published file.
-- Used by staging; the spelling is stored in lower case.
create table force_alias (
    alias varchar primary key,
    force_code varchar not null
);
