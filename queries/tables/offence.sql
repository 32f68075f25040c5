-- One row per offence code: Home Office codes, and police.uk categories as `police.uk: Name`.
-- Used to name codes and to know them; codes are text, because 4.10 is not 4.1.
create table offence (
    offence_code varchar primary key,
    offence_name varchar not null,
    offence_group varchar not null,
    offence_subgroup varchar,
    note varchar
);
