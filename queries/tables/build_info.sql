-- One row: when and from what this database was built.
-- Used by the banner, Data, `info` and every export.
create table build_info (
    build_id varchar not null,
    built_at timestamp not null,
    as_at date not null,
    home_force_code varchar not null,
    home_force_name varchar not null,
    definitions_folder varchar not null,
    definitions_path varchar not null,
    definitions_digest varchar not null,
    folders varchar[] not null,
    product_version varchar not null,
    has_sample boolean not null,
    has_real boolean not null,
    latest_month date,
    default_plan_id varchar,
    settings json
);
