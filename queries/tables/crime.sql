-- One row per source x force x month x district x LSOA x offence x attributes.
-- Used by measure_value and Explore. `months` is 3 for quarterly sources; a quarter is never split.
-- `area_code` is null where the place is unknown. `outcome_group` is outcomes_1_8, other or none.
create table crime (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    force_code varchar not null,
    month date not null,
    months integer not null,
    area_code varchar,
    lsoa_code varchar,
    offence_code varchar not null,
    knife boolean,
    victim_under_25 boolean,
    outcome_group varchar,
    offences bigint not null
);
