-- One row per period x area x victim group.
-- Used by measure_value and Victims. `percent` is satisfied / surveyed x 100, or as printed
-- where a return gives no counts.
create table victim_satisfaction (
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    force_code varchar not null,
    period_start date not null,
    period_end date not null,
    area_code varchar not null,
    victim_group varchar not null,
    satisfied double,
    surveyed double,
    percent double,
    status varchar not null
);
