-- One row per file that would replace a release which covers more districts, with what it lacks.
-- Used to settle competing releases: such a file is refused whole.
with
release as (
    select * from release
)
select
    winner.file_id,
    any_value(loser.file_id) as other_file_id,
    min(winner.period_start) as period_start,
    min(winner.districts) as districts,
    max(loser.districts) as other_districts,
from release as winner
inner join release as loser on loser.slice_id = winner.next_slice_id
where winner.place = 1 and winner.districts < loser.districts
group by winner.file_id
order by winner.file_id desc
limit 1
