-- One row per row of a table of shares, without the shares of too few people asked.
-- Put by Explore in the place of the table, so that no condition, order or group tells them either.
-- Copies named `told_…` keep what was told, for groups to pool: those on enough people are shown.
select
    told.* replace ({hidden}),
    {kept},
    rule.hide_below_base,
from (
    select *, {asked} as asked, {is_share} as is_share
    from {table} as t
) as told
cross join ({settings}) as rule
