-- One row per source x period that has rows, or that is covered between the first and the last of them.
-- Put into group_counted: a period without any row is there too, so that its zero is shown.
select distinct source_id, period_start, period_end
from grouped
union
select
    source_id,
    case when row_end <= bucket_end then bucket_start else row_start end::date,
    case when row_end <= bucket_end then bucket_end else row_end end::date
from (
    select *, {bucket_start} as bucket_start, {bucket_end} as bucket_end
    from (
        select covered.source_id, covered.period_start as row_start, covered.period_end as row_end
        from covered
        inner join (
            select source_id, min(period_start) as first_start, max(period_end) as last_end
            from grouped
            group by source_id
        ) as reach
            on reach.source_id = covered.source_id
            and covered.period_start >= reach.first_start
            and covered.period_end <= reach.last_end
    )
)
