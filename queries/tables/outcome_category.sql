-- One row per wording of "Last outcome category" in data.police.uk files.
-- Used by staging. `outcome_group` is outcomes_1_8, other or none; null where the wording does not say.
create table outcome_category (
    outcome_category varchar primary key,
    outcome_group varchar,
    note varchar
);
