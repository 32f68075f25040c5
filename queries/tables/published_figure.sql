-- One row per figure printed in a public paper.
-- Used by reconciliation and Measure. `measure_id` is null where no measure of ours is meant.
-- `statistic`: value, change, percent_change, point_change, share, rank.
create table published_figure (
    figure_id varchar not null,
    source_id varchar not null,
    file_id integer not null,
    slice_id integer not null,
    measure_id varchar,
    area_code varchar,
    area_name varchar not null,
    topic varchar not null,
    title varchar not null,
    breakdown varchar,
    period_start date not null,
    period_end date not null,
    period_label varchar,
    compare_start date,
    compare_end date,
    value double not null,
    decimals integer not null,
    unit varchar not null,
    statistic varchar not null,
    qualifier varchar not null,
    document varchar not null,
    section varchar not null,
    note varchar
);
