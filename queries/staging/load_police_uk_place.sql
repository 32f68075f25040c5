-- One row per file x force x month x LSOA: sums of the points of its rows.
-- Used by loading; the mean of an LSOA's points is where the map draws it.
select
    any_value(file_id) as file_id,
    slice_id,
    lsoa_code,
    sum(longitude) as longitude_sum,
    sum(latitude) as latitude_sum,
    sum(points)::bigint as points,
from accepted
where lsoa_code is not null and points > 0
group by slice_id, lsoa_code
