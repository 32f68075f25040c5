-- One row per input file that the build looked at, also when refused or not recognised.
-- Used by Data and `info`. rows_read = rows_loaded + rows_rejected + rows_superseded always.
-- `status`: loaded, superseded, refused, duplicate, unrecognised. `unread_parts` counts members of
-- a ZIP, or the file itself, that are damaged: how many rows they have nobody knows.
create table source_file (
    file_id integer primary key,
    file_name varchar not null,
    path varchar not null,
    sha256 varchar not null,
    size_bytes bigint not null,
    modified timestamp not null,
    folder_order integer not null,
    source_id varchar,
    format_id varchar,
    importer_version integer,
    status varchar not null,
    message varchar,
    is_sample boolean not null,
    release_date date,
    force_codes varchar[],
    period_start date,
    period_end date,
    rows_read bigint not null,
    rows_loaded bigint not null,
    rows_rejected bigint not null,
    rows_superseded bigint not null,
    unread_parts integer not null default 0,
    seconds double not null,
    loaded_at timestamp not null
);
