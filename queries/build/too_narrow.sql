-- One row per file that would replace a release which covers more districts, with what it lacks.
-- Used to settle competing releases: such a file is refused whole. Made-up releases never stand in
-- the way of real ones.
with
release as (
    select * from release
)
select
    winner.file_id,
    arg_max(loser.file_id, (loser.districts, loser.file_id)) as other_file_id,
    min(winner.period_start) as period_start,
    min(winner.districts) as districts,
    max(loser.districts) as other_districts,
from release as winner
inner join release as loser
    on loser.source_id = winner.source_id
    and loser.part = winner.part
    and loser.force_code = winner.force_code
    and loser.period_start = winner.period_start
    and loser.period_end = winner.period_end
    and loser.is_sample = winner.is_sample
    and loser.file_id <> winner.file_id
where winner.place = 1 and loser.place > 1 and winner.districts < loser.districts
group by winner.file_id
order by winner.file_id desc
limit 1
