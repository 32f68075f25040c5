-- One row per place of a measure in a Plan: register entries, and components of them.
-- Used by baseline_comparison. A component has its parent's place, aim and baseline.
-- `status` says what the needs assessment recommends for the measure.
create table plan_measure (
    plan_id varchar not null,
    priority_id varchar not null,
    measure_id varchar not null,
    register_id varchar,
    parent_measure_id varchar,
    indicator varchar,
    metric_text varchar,
    source_owner varchar,
    aim varchar not null,
    target double,
    baseline_start date,
    baseline_end date,
    baseline_label varchar,
    status varchar not null,
    recommendation varchar,
    note varchar,
    measure_order integer not null,
    primary key (plan_id, priority_id, measure_id)
);
