-- One row per source x period that has rows or is covered.
-- Put into group_counted: a period without any row is there too, so that its zero is shown.
select distinct source_id, is_sample, scope, period_start, period_end
from grouped
union
select
    source_id,
    is_sample,
    scope,
    case when row_end <= bucket_end then bucket_start else row_start end::date,
    case when row_end <= bucket_end then bucket_end else row_end end::date
from (
    select *, {bucket_start} as bucket_start, {bucket_end} as bucket_end
    from (
        select source_id, is_sample, scope, period_start as row_start, period_end as row_end
        from covered
    )
)
