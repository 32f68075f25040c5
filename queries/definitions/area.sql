-- One row per area that definitions know: nation, forces (the home force first), districts, peer groups.
insert into area by name
with known as (
    select $nation as area_code, $nation_name as area_name, 'nation' as area_type,
           null as parent_code, 0 as rank
    union all
    select force_code, force_name, 'force', case when geographic then $nation end,
           case when force_code = $home then 1 else 3 end
    from force
    union all
    select area_code, area_name, 'district', force_code,
           case when force_code = $home then 2 else 4 end
    from district
)
select area_code, area_name, area_type, parent_code,
       row_number() over (order by rank, area_name, area_code)::integer as area_order
from known;
