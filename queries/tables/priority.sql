-- One row per priority, outcome, theme heading or other grouping of a Plan.
-- Used by the filter bar and Overview; objectives are a list as printed.
create table priority (
    plan_id varchar not null,
    priority_id varchar not null,
    kind varchar not null,
    title varchar not null,
    objectives varchar[],
    anticipated_outcomes varchar[],
    priority_order integer not null,
    source varchar,
    primary key (plan_id, priority_id)
);
