-- One row per member of a peer group, dated, as membership changes.
-- Used to say whom an average is taken over.
create table area_member (
    area_code varchar not null,
    member_code varchar not null,
    starts date,
    ends date
);
