-- One row per Police and Crime Plan.
-- Used by the filter bar and by every comparison.
create table plan (
    plan_id varchar primary key,
    title varchar not null,
    status varchar not null,
    starts date not null,
    ends date not null,
    vision varchar,
    plan_order integer not null,
    source varchar
);
