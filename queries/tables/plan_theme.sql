-- One row per theme of a Plan: the same theme may stand in several.
-- Used by the filter bar.
create table plan_theme (
    plan_id varchar not null,
    theme_id varchar not null,
    primary key (plan_id, theme_id)
);
