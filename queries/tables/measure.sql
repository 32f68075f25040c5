-- One row per measure, whether or not there are data for it.
-- Used by every view; everything that a reader needs to judge the figure is here. A share of fewer
-- people asked than `hide_below_base` is not shown; 0 where nobody is asked.
create table measure (
    measure_id varchar primary key,
    title varchar not null,
    short_title varchar not null,
    why_it_matters varchar not null,
    definition varchar not null,
    unit varchar not null,
    scale double not null,
    decimals integer not null,
    aggregation varchar not null,
    better varchar not null,
    provisional_months integer not null,
    owner varchar not null,
    frequency varchar not null,
    caveats varchar[],
    source_preference varchar[],
    topic varchar not null,
    minimum_base integer not null,
    hide_below_base integer not null
);
